"""Tools with no word of cooperation in them.

lifecycle    a life cycle as a table, and NotNow
guards       who may open a view: @allow and @public
dates        dates of known precision
quantities   numbers with the qualifier that they were printed with
values       what a person may change on a record, as JSON holds it
forms        forms of records, their rows and warnings; choosers for one record among many
languages    texts of a record in several languages
secrets      personal data, encrypted, and marks by which it is found again
figures      a number and the query behind it
findings     a difference that a rule found
models       a pointer from one record to any other
charts       SVG with the numbers under it
worldmap     the world map with some countries coloured, and the note under it
typesetting  PDFs, set by the templates in typst/
reading      spreadsheets in, bounded
resources    columns of a noun, read and written
sheets       CSV and XLSX whose cells cannot start a formula
mail         mail that waits in the queue
supervisor   several processes that end together
terminal     progress and plain lines
"""
