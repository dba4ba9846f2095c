"""One QAction per verb: menu, toolbar, context menu and shortcut all show the same one."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.icons import Icon, icon


class Group(NamedTuple):
    """``title`` carries the letter that opens its menu, after Qt's ``&``."""

    title: str
    actions: tuple[QAction, ...]


class Verbs(QObject):
    """Screens say which row verbs can be used now (``offer``) and what they do there (``bind``).

    Screens share the actions, so only the one that is in front is asked.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._keys: dict[QAction, list[QKeySequence]] = {}
        self._make_row_verbs()
        self._make_member_verbs()
        self._make_message_verbs()
        self._make_entry_verbs()
        self._make_organisation_verbs()
        self._make_list_verbs()
        self._make_table_verbs()
        self._make_program_verbs()
        self._make_screens()
        for action in (self.next_row, self.previous_row):
            action.setAutoRepeat(True)
        self.offer_none()
        self.offer_organisation()

    def _make_row_verbs(self) -> None:
        self.approve = self._verb("approve", self.tr("同意"), Icon.APPROVE, "A")
        self.refuse = self._verb("refuse", self.tr("不同意…"), Icon.REFUSE, "R")
        self.allocate = self._verb("allocate", self.tr("分配团支部…"), Icon.ALLOCATE, "L")
        self.withdraw = self._verb("withdraw", self.tr("撤销申请"), Icon.WITHDRAW, "U")
        self.take_back = self._verb("take_back", self.tr("收回"), Icon.TAKE_BACK, "U")
        self.dismiss = self._verb("dismiss", self.tr("不再显示"), Icon.DISMISS, "D")
        self.mark = self._verb("mark", self.tr("标记…"), Icon.MARK, "M")
        self.revoke_mark = self._verb("revoke_mark", self.tr("撤销标记"), Icon.REVOKE_MARK, "Shift+M")

    def _make_member_verbs(self) -> None:
        self.start_transfer = self._verb("start_transfer", self.tr("发起转接…"), Icon.START, "T")
        self.set_member_month = self._verb("set_member_month", self.tr("个人毕业时间…"), Icon.MONTH, "G")
        self.retain_member = self._verb("retain_member", self.tr("保留在校…"), Icon.RETAIN, "B")
        self.reset_code = self._verb("reset_code", self.tr("重置密码验证码…"), Icon.KEY, "P")

    def _make_message_verbs(self) -> None:
        self.mark_read = self._verb("mark_read", self.tr("标为已读"), Icon.READ, "I")
        self.mark_all_read = self._verb("mark_all_read", self.tr("全部标为已读"), Icon.ALL_READ, "Shift+I")

    def _make_entry_verbs(self) -> None:
        self.record_entry = self._verb("record_entry", self.tr("登记情况…"), Icon.RECORD, "N")
        self.prolong_retention = self._verb("prolong_retention", self.tr("延长保留…"), Icon.PROLONG, "X")
        self.end_entry = self._verb("end_entry", self.tr("办结登记…"), Icon.END, "E")

    def _make_organisation_verbs(self) -> None:
        self.organisation_info = self._verb("organisation_info", self.tr("组织信息…"), Icon.INFO, "Ctrl+I")
        self.create_organisation = self._verb(
            "create_organisation", self.tr("新建下级组织…"), Icon.CREATE, "Ctrl+Shift+N"
        )
        self.rename_organisation = self._verb(
            "rename_organisation", self.tr("修改组织名称…"), Icon.RENAME, "F2"
        )
        self.move_organisation = self._verb(
            "move_organisation", self.tr("移动组织…"), Icon.MOVE, "Ctrl+Shift+M"
        )
        self.dissolve_organisation = self._verb(
            "dissolve_organisation", self.tr("撤销组织…"), Icon.WIPE, "Ctrl+Shift+D"
        )
        self.set_graduation_month = self._verb(
            "set_graduation_month", self.tr("标记毕业时间…"), Icon.MONTH, "Ctrl+Shift+G"
        )

    def _make_list_verbs(self) -> None:
        self.next_row = self._verb("next_row", self.tr("下一项"), None, "J")
        self.previous_row = self._verb("previous_row", self.tr("上一项"), None, "K")
        self.select_all = self._verb("select_all", self.tr("全选"), None, QKeySequence.StandardKey.SelectAll)
        self.copy = self._verb("copy", self.tr("复制"), Icon.COPY, QKeySequence.StandardKey.Copy)
        self.undo = self._verb(
            "undo", self.tr("收回刚才的操作"), Icon.TAKE_BACK, QKeySequence.StandardKey.Undo
        )
        self.undo.setIconText(self.tr("收回"))
        self.show_results = self._verb(
            "show_results", self.tr("上一批的逐项结果…"), Icon.RESULTS, "Ctrl+Shift+L"
        )
        self.find = self._verb("find", self.tr("查找"), Icon.SEARCH, "Ctrl+F")
        self.go_anywhere = self._verb("go_anywhere", self.tr("去任何地方…"), Icon.SEARCH, "Ctrl+K")

    def _make_table_verbs(self) -> None:
        self.select_pasted = self._verb("select_pasted", self.tr("按名单选择…"), Icon.PASTED, "Ctrl+Shift+V")
        self.save_filter = self._verb("save_filter", self.tr("保存当前筛选…"), Icon.FILTER, "Ctrl+Shift+S")
        self.export = self._verb("export", self.tr("导出到 Excel…"), Icon.TABLE, "Ctrl+E")
        self.export_full = self._verb("export_full", self.tr("导出含完整号码…"), Icon.SHOW)
        self.import_sheet = self._verb(
            "import_sheet", self.tr("导入就业去向表…"), Icon.IMPORT, "Ctrl+Shift+I"
        )
        self.reconcile = self._verb("reconcile", self.tr("与其他系统核对…"), Icon.COMPARE, "Ctrl+Shift+R")
        self.print_list = self._verb(
            "print_list", self.tr("打印名单…"), Icon.PRINT, QKeySequence.StandardKey.Print
        )
        self.set_targets = self._verb("set_targets", self.tr("设定目标…"), Icon.TARGET, "Ctrl+Shift+T")
        self.print_letters = self._verb("print_letters", self.tr("打印介绍信…"), Icon.LETTER, "Ctrl+Shift+P")

    def _make_program_verbs(self) -> None:
        self.chase = self._verb("chase", self.tr("催办…"), Icon.MESSAGES, "Ctrl+Shift+H")
        self.sync = self._verb("sync", self.tr("立即同步"), Icon.SYNC, "F5")
        self.cancel_sync = self._verb("cancel_sync", self.tr("停止同步"), Icon.REFUSE)
        self.accept_deletion = self._verb("accept_deletion", self.tr("接受并继续同步"), Icon.APPROVE)
        # It stands beside the question, and in the menu only as long as there is one.
        self.accept_deletion.setVisible(False)
        self.work_offline = self._verb("work_offline", self.tr("离线工作"), Icon.WORK_OFFLINE, "Ctrl+Shift+O")
        self.work_offline.setCheckable(True)
        # A menu that shows icons shows no tick beside them.
        self.work_offline.toggled.connect(
            lambda on: self.work_offline.setIcon(icon(Icon.APPROVE if on else Icon.WORK_OFFLINE))
        )
        self.change_password = self._verb("change_password", self.tr("修改密码…"), Icon.KEY)
        self.lock = self._verb("lock", self.tr("立即锁定"), Icon.KEY, "Ctrl+Alt+L")
        self.sign_out = self._verb("sign_out", self.tr("退出登录"), Icon.SIGN_OUT)
        self.sign_out_and_wipe = self._verb(
            "sign_out_and_wipe", self.tr("退出登录并清除本机数据…"), Icon.WIPE
        )
        self.show_shortcuts = self._verb("show_shortcuts", self.tr("快捷键"), Icon.KEYBOARD, "?")
        self.show_manual = self._verb("show_manual", self.tr("使用手册"), Icon.MANUAL, "F1")
        self.quit = self._verb("quit", self.tr("退出程序"), Icon.QUIT, "Ctrl+Q")

    def _make_screens(self) -> None:
        self.show_inbox = self._verb("show_inbox", self.tr("审批"), Icon.INBOX, "Ctrl+1")
        self.show_members = self._verb("show_members", self.tr("团员"), Icon.MEMBERS, "Ctrl+2")
        self.show_outbox = self._verb("show_outbox", self.tr("待同步"), Icon.OUTBOX, "Ctrl+3")
        self.show_messages = self._verb("show_messages", self.tr("消息"), Icon.MESSAGES, "Ctrl+4")
        self.show_registers = self._verb("show_registers", self.tr("登记"), Icon.REGISTERS, "Ctrl+5")
        self.show_figures = self._verb("show_figures", self.tr("指标"), Icon.FIGURES, "Ctrl+6")
        self.show_radar = self._verb("show_radar", self.tr("期限"), Icon.RADAR, "Ctrl+7")
        self.show_health = self._verb("show_health", self.tr("体检"), Icon.HEALTH, "Ctrl+8")
        self.show_guidance = self._verb("show_guidance", self.tr("指引"), Icon.GUIDANCE, "Ctrl+9")
        self.settings = self._verb("settings", self.tr("设置"), Icon.SETTINGS, "Ctrl+,")
        group = QActionGroup(self)
        for action in self.screens:
            action.setCheckable(True)
            group.addAction(action)

    def _verb(
        self, name: str, text: str, picture: Icon | None, *shortcuts: str | QKeySequence.StandardKey
    ) -> QAction:
        action = QAction(text, self)
        action.setObjectName(f"verb.{name}")
        action.setShortcuts([QKeySequence(each) for each in shortcuts])
        self._keys[action] = action.shortcuts()
        # The next row is selected at once, so a key that is held would decide about everybody below.
        action.setAutoRepeat(False)
        # On macOS Qt would otherwise guess from the text what belongs into the application's own menu.
        action.setMenuRole(QAction.MenuRole.NoRole)
        if picture is not None:
            action.setIcon(icon(picture))
        return action

    @property
    def row_verbs(self) -> tuple[QAction, ...]:
        """What is done to the rows that are selected; usable only where a screen offers it."""
        deciding = (self.approve, self.refuse, self.allocate, self.withdraw, self.take_back, self.dismiss)
        return (
            *deciding,
            *self.member_verbs,
            *self.entry_verbs,
            *self.message_verbs,
            *self.table_verbs,
            *self.list_verbs,
        )

    @property
    def member_verbs(self) -> tuple[QAction, ...]:
        return (
            self.start_transfer,
            self.mark,
            self.revoke_mark,
            self.retain_member,
            self.set_member_month,
            self.reset_code,
        )

    @property
    def entry_verbs(self) -> tuple[QAction, ...]:
        """What is done to an entry of a register."""
        return (self.record_entry, self.prolong_retention, self.end_entry)

    @property
    def message_verbs(self) -> tuple[QAction, ...]:
        return (self.mark_read, self.mark_all_read)

    @property
    def table_verbs(self) -> tuple[QAction, ...]:
        """What is done with a list as a whole; usable only where a screen offers it."""
        return (
            self.select_pasted,
            self.save_filter,
            self.export,
            self.export_full,
            self.import_sheet,
            self.reconcile,
            self.print_list,
            self.print_letters,
            self.set_targets,
        )

    @property
    def organisation_verbs(self) -> tuple[QAction, ...]:
        """What is done to the organisation that is chosen in the tree; usable while the tree is there."""
        return (
            self.organisation_info,
            self.create_organisation,
            self.rename_organisation,
            self.move_organisation,
            self.set_graduation_month,
            self.dissolve_organisation,
        )

    @property
    def list_verbs(self) -> tuple[QAction, ...]:
        """What every list can do."""
        return (self.next_row, self.previous_row, self.select_all, self.copy)

    @property
    def screens(self) -> tuple[QAction, ...]:
        return (
            self.show_inbox,
            self.show_members,
            self.show_outbox,
            self.show_messages,
            self.show_registers,
            self.show_figures,
            self.show_radar,
            self.show_health,
            self.show_guidance,
            self.settings,
        )

    @property
    def groups(self) -> tuple[Group, ...]:
        """All verbs, as the menu bar and the list of shortcuts show them."""
        program = (self.sync, self.cancel_sync, self.accept_deletion, self.work_offline, self.change_password)
        leaving = (self.lock, self.sign_out, self.sign_out_and_wipe, self.quit)
        deciding = (self.approve, self.refuse, self.allocate, self.withdraw, self.take_back, self.dismiss)
        return (
            Group(self.tr("文件(&F)"), program + leaving),
            Group(self.tr("编辑(&E)"), (self.undo, self.show_results, *self.list_verbs, self.find)),
            Group(self.tr("审批(&T)"), (*deciding, self.chase)),
            Group(self.tr("团员(&M)"), self.member_verbs),
            Group(self.tr("登记与消息(&D)"), (*self.entry_verbs, *self.message_verbs)),
            Group(self.tr("组织(&O)"), self.organisation_verbs),
            Group(self.tr("表格(&B)"), self.table_verbs),
            Group(self.tr("转到(&G)"), (self.go_anywhere, *self.screens)),
            Group(self.tr("帮助(&H)"), (self.show_manual, self.show_shortcuts)),
        )

    def of_key(self, event: QKeyEvent) -> QAction | None:
        """The row verb that this key would call if it could be used now."""
        if event.isAutoRepeat():
            return None
        keys = QKeySequence(event.keyCombination())
        return next((verb for verb in self.row_verbs if keys in self._keys[verb]), None)

    def all(self) -> tuple[QAction, ...]:
        return tuple(action for group in self.groups for action in group.actions)

    def bind(self, screen: QWidget, action: QAction, slot: Callable[[], object]) -> None:
        """``slot`` carries the verb out while ``screen`` is the one that is shown."""
        action.triggered.connect(lambda: slot() if screen.isVisible() else None)

    def offer(self, screen: QWidget, *actions: QAction) -> None:
        """These row verbs can be used now and no others. A screen that is not shown is not heard."""
        if screen.isVisible():
            self._enable(actions)

    def offer_organisation(self, *actions: QAction) -> None:
        """Of the organisation verbs these can be used now and no others."""
        for action in self.organisation_verbs:
            action.setEnabled(action in actions)

    def offer_none(self) -> None:
        """Before another screen comes to the front and offers its own."""
        self._enable(())

    def _enable(self, actions: tuple[QAction, ...]) -> None:
        for action in self.row_verbs:
            action.setEnabled(action in actions)
        # Both are U: what has not been sent is taken back, what has is withdrawn. Two live actions
        # with one shortcut would cancel each other out.
        taking_back = self.take_back in actions
        self.withdraw.setShortcut(QKeySequence() if taking_back else QKeySequence("U"))
