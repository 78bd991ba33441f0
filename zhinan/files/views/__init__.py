"""Files of a record: their part of its page, the way to their content, and the pages on which they are edited.

Each view is handed the record that a guard has loaded; `urls.routes` gives them their addresses.
"""

from .content import download
from .editing import edit_files, move_file, remove_file, restore_file
from .shown import address_of, files_of, record_page
from .versions import describe_file, replace_file, take_back

__all__ = [
    "address_of",
    "describe_file",
    "download",
    "edit_files",
    "files_of",
    "move_file",
    "record_page",
    "remove_file",
    "replace_file",
    "restore_file",
    "take_back",
]
