"""What an operation costs, known before it runs, and how much of that each account may spend.

``prices`` says what a field costs, ``operation`` adds up a document, ``charge`` stops what is too dear;
``allowance`` has the limits of each role, ``buckets`` what an account has left of them.
"""
