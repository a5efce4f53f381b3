"""Builds the Word templates of the processing agreement: one structure, one text file a language.

`structure` says what stands where and under which condition; `templates/<kind>/text/` holds the
words. The built DOCX is committed beside them: the DPO edits it in Word, `take` brings the edit
back into words, `skeleton` shows where a file has left the structure.
"""
