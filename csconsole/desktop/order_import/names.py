"""What people call the platforms and the encodings of files."""

from csconsole.language import N_, _

_PLATFORMS = {
    "taobao": N_("Taobao / Tmall"),
    "1688": "1688",
    "pinduoduo": N_("Pinduoduo"),
    "douyin": N_("Douyin"),
    "jd": N_("JD"),
    "shopify": "Shopify",
    "woocommerce": "WooCommerce",
    "amazon": "Amazon",
    "other": N_("Another one"),
}
_ENCODINGS = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "gb18030": "GBK",
    "big5": "Big5",
    "xlsx": N_("workbook"),
    "xls": N_("workbook"),
}


def platform_name(platform: str) -> str:
    """What people call a platform; one of the shop's own is called as its layout says."""
    return _(_PLATFORMS[platform]) if platform in _PLATFORMS else platform


def encoding_name(encoding: str) -> str:
    """What people call the encoding of a text, or the kind of a workbook."""
    return _(_ENCODINGS[encoding]) if encoding in _ENCODINGS else encoding.upper()
