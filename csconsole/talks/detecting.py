"""Which language a buyer writes: Chinese or English, told by the share of their signs.

A Han character says about as much as an English word, so words are counted against characters;
addresses, links and numbers of goods (`iPhone15`, `A-203`) belong to no language.
"""

import re

_NO_LANGUAGE = re.compile(r"https?://\S+|www\.\S+|\S+@\S+|\b\w*\d[\w-]*\b", re.ASCII)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHER = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3]")  # kana and hangul
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*")
_LEAST_WORDS = 2  # one alone (OK, hello, XL) is written by everybody
_GREETINGS = {"hi", "hello", "hey", "ok", "okay", "thanks", "thx", "bye", "yes", "no", "pls"}


def language_of(message: str) -> str:
    """The language of a message (`zh`, `en`); empty where it does not tell."""
    text = _NO_LANGUAGE.sub(" ", message)
    han = len(_HAN.findall(text))
    if len(_OTHER.findall(text)) > han:
        return ""
    words = _WORD.findall(text)
    if han and han >= len(words):
        return "zh"
    told = [word for word in words if word.lower() not in _GREETINGS and not word.isupper()]
    return "en" if len(words) >= _LEAST_WORDS and told and len(words) > han else ""
