story library-cat
zh: 图书馆的猫当上“副馆员”
en: The library cat becomes deputy librarian

n1 -1/09:30 @thornlib news *310 ~1 | After a vote among our readers (1,204 ballots, some chewed), Biscuit the cat has been elected Honorary Deputy Librarian. Duties: returns desk, warmth, judgement. #BiscuitTheCat [image: ginger cat asleep in a book returns tray wearing a small lanyard]
+4 en for > *60 | first election result I've been happy about in years
+5 en joke > | will the deputy be taking questions. will the deputy be awake
+12 en question net=mastodon | is this real or is it a Barnacle thing? I can't tell any more
k1 +6 en correction > *25 | real! it's the library's own account and I voted. The lanyard is real too
+15 en against >n1 | I'm allergic and it's a public library. could there be a cat-free room?
k2 +20 @thornlib news | Yes: the upstairs reading room is cat-free all day, and has its own entrance. Biscuit can't do stairs, she is very round.
+5 en joke > *88 | the deputy librarian has been body shamed by her employer
+30 en joke net=bluesky | Biscuit shushed me. she wasn't even in the same room
+50 zh for net=x *66 | 奥尔德港一家图书馆选猫当荣誉副馆员，1204票，有的选票还被咬过，我宣布这是本周最佳选举
+6 zh joke > | 落选的是谁？狗吗
z1 +9 zh talk > *12 | 落选的是一盆绿萝，得了311票
f1 +100 en seen net=mastodon *37 | Went to congratulate Biscuit. She was asleep on my reservation. Librarian said "we don't move the deputy". I have renewed my loan of nothing.
r1 0/08:00 en rumour net=x *420 x2 | they've SACKED the library cat because of one allergy complaint!!! cancel culture
+5 en against > | who complains about a CAT
c1 +30 @thornlib correction *690 | Biscuit has not been sacked. She's off today for a dental appointment: two teeth out, all well, home by evening. Get-well cards may be left in the returns tray.
+4 en for > *41 | get well soon ma'am
+6 en joke > | dental plan AND a lanyard, better benefits than mine
+20 zh talk net=x | 副馆员今天请假拔牙，拔了两颗，留言卡放还书箱，文明世界
+35 en for net=bluesky | left a card for Biscuit signed "your colleagues at the other branch (three pigeons)"
+60 @daily_barnacle satire *900 label=satire | Deputy Librarian Biscuit Announces Sweeping Reform: All Books Now Warm
+4 en joke > | this is the first Barnacle headline that could be a press release
# Said elsewhere
-1/12:00 en joke net=nostr | biscuit ran on a platform of lying on platforms
-1/13:15 en for net=bluesky *29 | my son reads aloud to Biscuit on wednesdays. he doesn't read aloud to anyone else. she can have any title she wants
-1/14:40 en against net=x | 1,204 votes for a cat and 300 came to the budget consultation. just saying
+12 en joke > *51 | the budget should have been rounder and orange
-1/17:00 zht for net=mastodon | 圖書館有貓，等於天堂有冷氣
0/09:10 en question net=mastodon | where do I send a get well card if I'm not in town
+9 en talk > | post it to the library, "Returns Tray, attn: the Deputy". it'll get there
0/12:50 en seen net=bluesky *44 | the returns tray is FULL of cards. one of them is from a dog

F1! by=n1 | 桑伯里路图书馆的猫Biscuit以1204张选票的投票当选荣誉副馆员 | Biscuit the cat of Thornbury Road Library was elected Honorary Deputy Librarian in a vote with 1,204 ballots
F2 by=k1 | 这是真的，由图书馆自己发布 | It is real and comes from the library itself
F3 by=k2 | 楼上阅览室全天无猫 | The upstairs reading room is cat-free all day
F4! by=r1 super=F5 rumour | 猫因过敏投诉被解雇 | The cat was sacked after an allergy complaint
F5! by=c1 | 没有被解雇，今天请假拔了两颗牙 | She was not sacked: she is off for a dental appointment, two teeth out
F6 by=z1 | 落选的是一盆绿萝，得311票 | The loser was a potted pothos with 311 votes

Q en facts=F1,F2 about=fun home=fun | Is it true that a cat became deputy librarian?
Q en facts=F5 about=correction | Has the library cat Biscuit been sacked?
Q en facts=F6 about=cross | Who lost the library election to Biscuit the cat?
Q zh facts=F1 about=cross home=fun | 哪家图书馆选了猫当副馆员，多少票？
Q zh facts=F3 about=cross | 对猫过敏还能去那家图书馆吗？
Q en none about=missing | How old is Biscuit the library cat?

A en true c1 | Biscuit had two teeth out and has not been sacked.
A en false c1 negation | Biscuit has been sacked.
A zh true n1 | 一共投出1204张选票。
A zh false n1 number | 一共投出2104张选票。
A en true z1 | A potted plant lost with 311 votes.
A en false z1 number | A potted plant lost with 113 votes.
