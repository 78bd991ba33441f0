"""Uploads: what they are, whether they may stay, and who may open them. A file lies beside one record of any room.

    upload -> examined (rules) -> content stored -> File -> sizes of a picture (worker)
    File -> described | moved -> replaced by the next version | archived -> put back

A file has no address of its own: the room of its record adds `urls.routes`, so that the record is loaded through its
own `visible_to` before anything of its files is told. The audience of a file can only narrow that of its record.

Personal data: names of files, captions, credits and notes on consent may name people, and pictures show them. They
stand in the database and, as far as they were edited, in the history of the file (`history.actions.forget` empties
it); no log ever holds them. Pictures are set anew when they are uploaded, so that place and camera (EXIF, XMP) are
never stored.
"""
