"""What becomes of a reply, rule by rule, in this order; the first that applies decides.

     1  the interview is published, and open for replies       else refused
     2  no field is empty, too long, or made to deceive        else refused (comments.forms.reply)
     3  what it answers is a visible reply of this interview   else refused
     4  nobody sent the very same before                       else it lands on that one
     5  its author and network do not flood the page           else refused for a while
     6  a blocked word, address or network                     declined
     7  an invited voice                                       published
     8  what may be a blocked word in disguise, a suspect      held
        word, a protected name, two or more links, abuse of
        Unicode, the filter's or Akismet's suspicion
     9  a proven address with two approvals in six months,     published
        or an interview that is open to all
    10  anything else                                          held

Refused means: nothing is stored, and the form comes back with every word and the reason. What
rules 6 and 8 found is kept with the reply for the moderators: all of it, not only the first.
"""
