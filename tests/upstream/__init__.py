"""A fake of every upstream service, on loopback, with faults to switch on. Ships to nobody.

Identities of genes (ids, symbols, MIM numbers) and gnomAD's STAT3 figures are real; variants,
trials, articles, curations and all names of diseases are made up, and say so where they can.
"""
