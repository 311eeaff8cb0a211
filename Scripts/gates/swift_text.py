"""Swift (and C) text with comments and string literals blanked, so that words in prose and in
messages are not taken for code. What an interpolation holds stays, as it is code."""


def code_of(text):
    out = list(text)
    _code(text, 0, out, None)
    return "".join(out)


def _blank(out, start, end):
    for i in range(start, end):
        if out[i] != "\n":
            out[i] = " "


def _code(text, i, out, closing):
    """Walks code from i to the parenthesis that closes an interpolation, or to the end."""
    depth = 0
    while i < len(text):
        two = text[i:i + 2]
        if two == "//":
            end = text.find("\n", i)
            end = len(text) if end < 0 else end
            _blank(out, i, end)
            i = end
        elif two == "/*":
            end = _comment(text, i)
            _blank(out, i, end)
            i = end
        elif text[i] == '"' or (text[i] == "#" and text[i:].lstrip("#")[:1] == '"'):
            i = _string(text, i, out)
        elif text[i] == "'" and len(text) > i + 2 and "'" in text[i + 2:i + 4]:
            i = text.index("'", i + 2) + 1  # a character of C
        elif closing and text[i] == "(":
            depth += 1
            i += 1
        elif closing and text[i] == ")":
            if depth == 0:
                return i + 1
            depth -= 1
            i += 1
        else:
            i += 1
    return i


def _comment(text, i):
    """The end of a block comment; they nest in Swift."""
    depth = 0
    while i < len(text):
        two = text[i:i + 2]
        if two == "/*":
            depth += 1
            i += 2
        elif two == "*/":
            depth -= 1
            i += 2
            if depth == 0:
                return i
        else:
            i += 1
    return i


def _string(text, start, out):
    """Blanks a literal of any kind: plain, of many lines, raw."""
    i = start
    while text[i] == "#":
        i += 1
    hashes = "#" * (i - start)
    quote = '"""' if text.startswith('"""', i) else '"'
    i += len(quote)
    blank_from = i
    while i < len(text):
        if text.startswith(quote + hashes, i):
            _blank(out, blank_from, i)
            return i + len(quote) + len(hashes)
        if text.startswith("\\" + hashes, i):
            after = i + 1 + len(hashes)
            if text[after:after + 1] == "(":
                _blank(out, blank_from, after + 1)
                i = blank_from = _code(text, after + 1, out, closing=True)
                continue
            i = after + 1
            continue
        if text[i] == "\n" and quote == '"':
            break  # not closed on its line: no literal of ours
        i += 1
    _blank(out, blank_from, i)
    return i
