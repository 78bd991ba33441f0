"""How a grant is closed: what is returned, what was learnt, what everybody may read of it, and its archive.

An award (`awards.Award`) is closed here once its gates stand open: reports, instalments, unspent funds, match, action
points, lessons. Then nothing of it changes any more, and its archive is one PDF with every version, decision, letter,
document, transfer and posting in order, each with its hash; a ZIP holds the same with the files themselves.

    award:       active, terminated -> closed
    lessons:     in the final report, then once a draft solution in `knowledge`, which is edited and published there
"""
