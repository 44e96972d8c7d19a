// Leaves out the note of Django's date fields that the browser is in another time zone than the
// server. The fields mean days and moments in the publication's time zone, and say so.

if (window.DateTimeShortcuts) window.DateTimeShortcuts.addTimezoneWarning = () => {};
