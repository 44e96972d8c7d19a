"""Triggers that note what changed in the replies that readers see (see interviews.watches).

A reply that is held has no place on a page yet, so posting advances nothing.
"""

from interviews.watches import Watch

WATCHES = [
    Watch(
        "comments_reply",
        "replies",
        "{row}.interview_id",
        counts="{row}.number IS NOT NULL",
        private=(
            *("email", "network", "mail", "fingerprint", "turn", "queued_at", "reasons"),
            *("learnt_as_spam", "told_at", "spam_score", "decline_reason", "asked_as_id"),
            "reports_ignored_at",
        ),
    ),
    Watch(
        "comments_invitation",
        "replies",
        "{row}.interview_id",
        private=("email", "invited_by_id", "invited_at", "revoked_at"),
    ),
    Watch("comments_correspondence", "replies", "{row}.interview_id", private=("last_number",)),
    Watch(
        "comments_houserules",
        "house rules",
        private=(
            *("blocked_words", "suspect_words", "blocked_addresses", "blocked_networks"),
            *("protected_names", "moderators_told_at", "updated_at"),
        ),
    ),
]
