"""Which file to read or to write. The folder that was used last is where the next choice begins."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

translate = QCoreApplication.translate
FOLDER = "files/folder"
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"/\\|?*', " "))


def choose_new_file(parent: QWidget, title: str, name: str, suffix: str) -> Path | None:
    """``name`` without suffix: what is proposed."""
    kinds = {"xlsx": translate("FileChoice", "Excel 工作簿 (*.xlsx)"), "pdf": "PDF (*.pdf)"}
    proposed = _folder() / f"{name.translate(FORBIDDEN).strip()}.{suffix}"
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), kinds[suffix])
    file = _remembered(chosen)
    return file if file is None or file.suffix else file.with_suffix(f".{suffix}")


def choose_table(parent: QWidget, title: str) -> Path | None:
    kinds = translate("FileChoice", "表格 (*.xlsx *.xlsm *.xls *.csv *.txt)")
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(_folder()), kinds)
    return _remembered(chosen)


def _folder() -> Path:
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    kept = Path(str(QSettings().value(FOLDER, home)))
    return kept if kept.is_dir() else Path(home)


def _remembered(chosen: str) -> Path | None:
    if not chosen:
        return None
    QSettings().setValue(FOLDER, str(Path(chosen).parent))
    return Path(chosen)
