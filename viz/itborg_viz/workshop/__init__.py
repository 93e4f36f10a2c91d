"""A hosted game: a projector page, a facilitator's console and phones play one game together.

`state` is what is saved, `workshop` carries out what people do, `phases` knows the order of the pages, `store` saves,
`months` computes months, `web` serves. Screens are drawn by `views` from `templates`.
"""
