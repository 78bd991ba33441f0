"""Spreadsheets in and out: an import is looked at before anything is written, and can be taken back as a whole.

uploaded --map--> mapped --preview--> previewed --take--> taken --undo--> undone

resources   what can be imported, from all rooms
reading     the file of an Import, and a first guess at its sheet, heading and columns
judging     the preview: an ImportRow for each row, with what would happen
taking      good rows become records, through the history; and back
templates   files to fill in, in English and Chinese
"""
