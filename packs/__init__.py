"""Policy packs (制度包) that ship with Gridledger: one version of one text a file. See ``docs/policies.md``."""
