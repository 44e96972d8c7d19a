"""The rules of screening, in this order; the first rule that applies decides.

     1  the interview is published, and open for replies       else refused
     2  no field is empty, too long, or made to deceive        else refused (comments.forms.reply)
     3  its parent is a visible reply of this interview        else refused
     4  nobody sent the same before                            else the existing one is used
     5  its author and network do not flood the page           else refused for a while
     6  a blocked word, address or network                     declined
     7  an invited person                                      published
     8  a possible blocked word in disguise, a suspect         held
        word, a protected name, two or more links, abuse of
        Unicode, the filter's or Akismet's suspicion
     9  a proven address with two approvals in six months,     published
        or an interview that is open to all
    10  anything else                                          held

Refused means: nothing is stored, and the form is shown again with its values and the reason. All
that rules 6 and 8 found is stored with the reply for the moderators, not only the first reason.
"""
