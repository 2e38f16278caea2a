"""One engine for every form: questions are data, answers are one document, scores are sums."""
