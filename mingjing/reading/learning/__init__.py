"""Learning a kind of paper from a few labelled examples.

`training.learn` makes a model, `store` keeps it as plain files, `Model.read` finds info points with numpy alone:
only training needs the extra `mingjing[learning]`.
"""
