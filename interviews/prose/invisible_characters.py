"""Characters that fonts draw as nothing, or as a space although they are no spaces."""

# Unicode's Default_Ignorable_Code_Point (DerivedCoreProperties 17.0): code points, first to last.
RANGES = [
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5),
    (0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164),
    (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3),
    (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
]  # fmt: skip
INVISIBLE = {code for first, last in RANGES for code in range(first, last + 1)}
# For a character class of a regular expression: ranges match faster than single characters.
INVISIBLE_CLASS = "".join(f"{chr(first)}-{chr(last)}" for first, last in RANGES)
