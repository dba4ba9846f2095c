"""Everything that fails outside the rules: network, keychain, disk, password."""

from collections.abc import Mapping
from typing import NamedTuple


class ClientError(Exception):
    """``sentence`` says what happened and what to do, in Chinese; ``sentence_en`` the same in English.

    ``unsent`` promises that the request had no effect on the server, so that it may be taken back.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        sentence_en: str,
        *,
        retry_after: float | None = None,
        unsent: bool = False,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.sentence_en = sentence_en
        self.retry_after = retry_after
        self.unsent = unsent


class _Entry(NamedTuple):
    zh: str
    en: str


ERRORS: Mapping[str, _Entry] = {
    # The way to the server
    "SERVER_ADDRESS_INVALID": _Entry(
        "服务器地址“{address}”不正确。请按“https://xianjie.example.edu.cn”的样子填写，或向系统管理员索取。",
        "“{address}” is not a server address. Enter it like “https://xianjie.example.edu.cn”.",
    ),
    "SERVER_UNREACHABLE": _Entry(
        "无法连接服务器 {server}。请检查网络；恢复后会自动重试。",
        "The server {server} cannot be reached. Check the network; it is tried again by itself.",
    ),
    "NOTHING_OFFLINE": _Entry(
        "无法连接服务器 {server}，本机也没有这个账号可离线使用的数据。请检查网络后重新登录。",
        "The server {server} cannot be reached, and this machine holds no data for this account. "
        "Check the network and sign in again.",
    ),
    "CERTIFICATE_INVALID": _Entry(
        "服务器 {server} 的安全证书无效，为保护数据没有继续连接。"
        "请核对本机日期和服务器地址，或联系系统管理员。",
        "The certificate of {server} is not valid, so nothing was sent. Check this machine's date and the "
        "server's address, or ask the operator.",
    ),
    "NOT_XIANJIE": _Entry(
        "{server} 有应答，但不是衔接系统（可能是网络登录页或地址有误）。请先完成网络登录，并核对服务器地址。",
        "{server} answers, but is not Xianjie (a network's login page, or a wrong address). Log in to the "
        "network first and check the address.",
    ),
    "MESSAGE_TOO_LARGE": _Entry(
        "去往服务器 {server} 的网络设备不接收这么大的数据，会自动分小批发送。若持续出现，请联系网络管理员。",
        "Something on the way to {server} takes no messages of this size; smaller ones are tried. If it goes "
        "on, ask who runs the network.",
    ),
    "WRONG_INSTANCE": _Entry(
        "{server} 现在是另一套系统，与本机数据不符，已停止发送。请核对服务器地址，或联系系统管理员。",
        "{server} is another installation now than the one that this machine's data come from. Nothing is "
        "sent. Check the address or ask the operator.",
    ),
    "SERVER_BUSY": _Entry("服务器繁忙，稍后会自动重试。", "The server is busy; it is tried again by itself."),
    "SERVER_ERROR": _Entry(
        "服务器出错，没有完成这一步，稍后会自动重试。若持续出现，请联系系统管理员。",
        "The server failed; it is tried again by itself. If it goes on, ask the operator.",
    ),
    "ANSWER_UNREADABLE": _Entry(
        "服务器的应答无法识别（{what}），没有采用其中的任何内容，稍后会自动重试。若持续出现，请联系系统管理员。",
        "The server's answer cannot be read ({what}); nothing of it was used. It is tried again by itself.",
    ),
    "ANSWER_TOO_LARGE": _Entry(
        "服务器的应答过大，已停止接收。请联系系统管理员。",
        "The server's answer is too large and was not taken. Ask the operator.",
    ),
    "REQUEST_REFUSED": _Entry(
        "服务器没有接受这次请求（{what}）。请稍后再试，或联系系统管理员。",
        "The server did not accept the request ({what}). Try later, or ask the operator.",
    ),
    "CLIENT_TOO_OLD": _Entry(
        "本程序版本过旧，只能查看，不能发送。待同步的操作会保留；请安装新版本。",
        "This program is too old and can only show. What waits is kept; install the new version.",
    ),
    "SERVER_TOO_OLD": _Entry(
        "服务器版本低于本程序，暂时不能同步。待同步的操作会保留；请联系系统管理员升级服务器。",
        "The server is older than this program. What waits is kept; ask the operator to upgrade the server.",
    ),
    # Accounts
    "WRONG_CREDENTIALS": _Entry("账号或密码不正确。请重新输入。", "The account or the password is wrong."),
    "TOO_MANY_ATTEMPTS": _Entry(
        "尝试次数过多，请稍等片刻再登录。", "Too many attempts; wait a moment before the next."
    ),
    "ACCOUNT_DISABLED": _Entry(
        "这个账号已停用，本机上的数据已清除，待同步的操作仍然保留。请联系上级管理员。",
        "This account has been disabled. The data on this machine were removed, what waits is kept. Ask the "
        "administrator above you.",
    ),
    "NO_ROLE": _Entry(
        "这个账号没有管理员身份，不能使用管理端。请联系上级组织的管理员。",
        "This account administers no organisation. Ask the administrator above you.",
    ),
    "PASSWORD_CHANGE_REQUIRED": _Entry(
        "首次登录必须先修改密码，然后才能使用。", "The first password must be changed before anything else."
    ),
    "SIGN_IN_AGAIN": _Entry(
        "登录已失效，请重新登录。待同步的操作都已保留，登录后会继续发送。",
        "The session has ended. Sign in again; what waits is kept and will be sent then.",
    ),
    "NOT_SIGNED_IN": _Entry("尚未登录，请先登录。", "Nobody is signed in; sign in first."),
    "PASSWORD_TOO_SHORT": _Entry("新密码至少需要 8 个字符。", "The new password needs 8 characters or more."),
    "PASSWORD_TOO_LONG": _Entry("新密码过长，请缩短后再试。", "The new password is too long."),
    "PASSWORD_COMMON": _Entry(
        "新密码过于常见，容易被猜到。请换一个。", "The new password is too common; choose another."
    ),
    "PASSWORD_IS_INITIAL": _Entry(
        "新密码不能与初始密码相同。请换一个。", "The new password must not be the first one."
    ),
    # This machine
    "PROFILE_IN_USE": _Entry(
        "这个账号已在本机的另一个窗口中打开。请切换到那个窗口，或先将它关闭。",
        "This account is open in another window on this machine. Go there, or close it first.",
    ),
    "PROFILE_UNKNOWN": _Entry(
        "本机已没有这个账号的记录。请输入账号重新登录。",
        "This machine does not know the account any more. Enter it again.",
    ),
    "KEYCHAIN_UNAVAILABLE": _Entry(
        "无法使用系统的密码库（钥匙串），不能安全地保存数据。请解锁或启用它，然后重试。",
        "The system's keychain cannot be used, so data cannot be kept safely. Unlock or enable it and try "
        "again.",
    ),
    "OUTBOX_KEY_LOST": _Entry(
        "系统密码库中没有打开待同步文件的密钥，文件未作任何改动。请恢复密码库；"
        "如确认不再需要，请移走文件夹 {folder} 后重新登录。",
        "The keychain no longer holds the key to what waits to be sent; the file was not touched. Restore "
        "the keychain, or, if nothing in it is needed, move the folder {folder} away and sign in again.",
    ),
    "OUTBOX_DAMAGED": _Entry(
        "待同步文件已损坏，未作任何改动，以免丢失您的操作。请保留文件夹 {folder} 并联系技术支持。",
        "The file of what waits to be sent is damaged and was not touched. Keep the folder {folder} and ask "
        "support.",
    ),
    "OUTBOX_NEWER": _Entry(
        "待同步文件由更新版本的程序写成，本版本不能打开，文件未作任何改动。请安装新版本。",
        "What waits to be sent was written by a newer version of this program, and was not touched. Install "
        "the new version.",
    ),
    "CACHE_DAMAGED": _Entry(
        "本机缓存已损坏，已清除并将从服务器重新获取。您的操作没有丢失。",
        "The cache on this machine was damaged; it was removed and is fetched anew. Nothing you did is lost.",
    ),
    "PROFILE_SYNCED": _Entry(
        "本机数据所在的文件夹由“{service}”同步，文件可能因此损坏。请退出后将数据移到不同步的文件夹：{folder}",
        "This machine's data lie in a folder that {service} copies elsewhere, which can damage them. Move "
        "them to another folder: {folder}",
    ),
    "DISK_FULL": _Entry(
        "磁盘已满，没有保存。请清理磁盘空间后重试。",
        "The disk is full; this was not saved. Free some space and try again.",
    ),
    "DISK_READ_ONLY": _Entry(
        "数据文件不可写，没有保存。请检查文件夹 {folder} 的权限后重试。",
        "The data files cannot be written; this was not saved. Check the permissions of {folder}.",
    ),
    "DISK_FAILED": _Entry(
        "读写本机文件失败，没有保存。请检查磁盘后重试。",
        "Reading or writing on this machine failed; this was not saved. Check the disk and try again.",
    ),
    # Files of other programs
    "FILE_GONE": _Entry(
        "找不到文件“{file}”或它所在的文件夹。请重新选择。",
        "The file “{file}” or its folder is not there. Choose again.",
    ),
    "FILE_IN_USE": _Entry(
        "文件“{file}”不能读写，可能正在 Excel 中打开。请先将它关闭，或换一个文件名或文件夹。",
        "The file “{file}” cannot be used; it may be open in Excel. Close it there, or choose another name.",
    ),
    "FILE_NOT_ACCESSIBLE": _Entry(
        "文件“{file}”读写失败。请检查磁盘，或换一个文件夹。",
        "Reading or writing the file “{file}” failed. Check the disk, or choose another folder.",
    ),
    "FILE_NOT_A_TABLE": _Entry(
        "文件“{file}”不是 Excel 或 CSV 表格。请选择 .xlsx、.xls 或 .csv 文件。",
        "The file “{file}” is no table. Choose an .xlsx, .xls or .csv file.",
    ),
    "FILE_EMPTY": _Entry(
        "文件“{file}”里没有数据。第一行应为列名，其下每行一人。",
        "There are no data in “{file}”. The first row names the columns, each row below is a person.",
    ),
    "FILE_DAMAGED": _Entry(
        "文件“{file}”不完整或已损坏。请在 Excel 中打开并另存，或重新获取这个文件。",
        "The file “{file}” is incomplete or damaged. Open it in Excel and save it anew, or get it again.",
    ),
    "FILE_ENCRYPTED": _Entry(
        "文件“{file}”设有打开密码。请在 Excel 中取消密码并另存，再导入。",
        "The file “{file}” is protected by a password. Remove it in Excel, save, and try again.",
    ),
    "FILE_TOO_LARGE": _Entry(
        "文件“{file}”展开后过大，没有打开。请删去多余的工作表、列和空行，或分成几个文件。",
        "The file “{file}” unpacks to too much and was not opened. Remove what is not needed, or split it.",
    ),
    "FULL_NUMBERS_NOT_RECORDED": _Entry(
        "没有完成：带完整号码的导出和打印必须先由服务器记录在案。{why}带掩码的名单可以随时导出。",
        "Not done: whole numbers leave the program only when the server has recorded it. "
        "{why_en} A masked list can be exported at any time.",
    ),
    "TOO_MANY_ROWS": _Entry(
        "共 {count} 行，超过 Excel 的上限 {most} 行。请先筛选，分几次导出。",
        "{count} rows are more than the {most} that Excel holds. Filter first, and export in parts.",
    ),
    # Sync
    "SYNC_CANCELLED": _Entry("同步已取消，可随时重新同步。", "Sync was cancelled and can be started again."),
    "OP_BREAKS_SERVER": _Entry(
        "服务器多次处理这项操作都出错，没有执行，已停止发送。请联系系统管理员，再重新办理。",
        "The server failed on this again and again; it was not carried out and is not sent any more. Ask the "
        "operator, then decide anew.",
    ),
    "MASS_DELETION": _Entry(
        "服务器要求删除本机一半以上的数据，清单核对结果也是如此。已暂停同步，没有删除。"
        "请先联系系统管理员；确认无误后，可选择“接受并继续同步”。",
        "The server asks to remove more than half of the data, and its lists say the same. Sync is paused "
        "and nothing was removed. Ask the operator; if it is right, choose to accept it and go on.",
    ),
    "PROGRAM_ERROR": _Entry(
        "程序内部出错，同步没有完成，稍后会自动重试。若持续出现，请联系技术支持。",
        "An internal error stopped the sync; it is tried again by itself. If it goes on, ask support.",
    ),
    "CHECK_FAILED": _Entry(
        "本机数据与服务器核对不一致，重新获取后仍然如此。请联系系统管理员。",
        "This machine's data differ from the server's even after fetching them anew. Ask the operator.",
    ),
}


def client_error(
    code: str, *, retry_after: float | None = None, unsent: bool = False, **facts: str
) -> ClientError:
    entry = ERRORS[code]
    return ClientError(
        code, entry.zh.format(**facts), entry.en.format(**facts), retry_after=retry_after, unsent=unsent
    )
