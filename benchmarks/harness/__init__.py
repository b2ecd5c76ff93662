"""What every benchmark needs: a PostgreSQL of its own, contenders in turns, their CPU, and a table of it all."""
