"""Letters of transmittal, notes verbales, formal letters: content like any other, with a text annexed.

Pure: form, fields, placing, wording. Effects: setting (a letter as bytes), composing (a letter with its annexes),
binding (finished files made one).
"""
