"""What was learnt: solutions, publications, question-and-answer series, collections, news and stories."""
