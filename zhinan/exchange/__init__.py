"""Spreadsheets in and out: an import is looked at before anything is written, and can be taken back as a whole.

uploaded --map--> mapped --preview--> previewed --take--> taken --undo--> undone; each after a while --> emptied

resources   what can be imported, from all rooms
states      how far an import and each of its rows has come
reading     the file of an Import, and a first guess at its sheet, heading and columns
judging     the preview: an ImportRow for each row, with what would happen
taking      good rows become records, through the history; and back
actions     every way an import changes, here where it is short and else in the worker
keeping     what was uploaded is deleted after a while
tasks       the worker's part: long work, and what is done once a day
forms       what is asked: the file, its sheet, its columns, the rows that wait
wording     what would happen with a row, in words
writing     files to fill in, in English and Chinese, and the rows that are left
"""
