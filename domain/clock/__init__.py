"""The county's clock (县时钟): which days are over, each recorded once."""
