story bus-strike
zh: 奥尔德港公交罢工
en: The Port Alder bus strike

n1 -2/05:10 @alder_transit news *90 | No buses today: drivers are on strike from 05:00. Night buses and school services aren't affected. Trams run as normal.
+40 en for net=mastodon *33 | Bus driver's daughter: dad has had one raise in four years and two kidney stones from no breaks. Solidarity.
+15 en against net=x | I walked 5 miles to a cleaning job that pays less than theirs. nobody strikes for me
+9 en mixed > | you're both right and that's the rotten part
f1 +30 en seen net=bluesky | picket line at Eastgate depot, about 60 people, a brazier, someone's gran handing out bacon rolls to drivers and to the one manager who looked cold
+60 en question net=mastodon | what are they asking for exactly?
k1 +8 en news > *18 | 8% over two years and a guaranteed 30 minute break. Company offered 4% and "a conversation about breaks"
+40 en joke net=x *170 | company offers a conversation about breaks. drivers request a break from conversations
r1 +60 en rumour net=x *880 x2 ~2 | strike now INDEFINITE, no buses until spring, leaked memo
+10 en question > | memo from where, the memo factory?
c1 +25 @alder_transit correction *210 | There is no indefinite strike. The action announced is 48 hours. Talks go on this afternoon.
+70 en seen net=mastodon | cargo bike guy at the station is giving free lifts to anyone over 70. has done 22 trips. he is a hero and his legs are tree trunks
+90 en against net=x *51 | held to ransom by people who sit down for a living
+6 en against > | you sit down for a living too, Martin, I've seen your office
n2 -1/15:30 @alder_courier news | Bus talks stall over breaks; second strike day goes ahead https://alder-courier.example.org/bus-talks
+20 en mixed net=bluesky | pro-strike but my mum missed a scan appointment today. wish there was a hospital shuttle at least
k2 +15 en for > | union says they offered to run hospital routes unpaid and company said no for insurance reasons. it's in the Courier piece
+60 zh talk net=x | 奥尔德港公交罢工第二天，走路上班五公里，路上认识了半个城
n3 -1/23:05 @alder_transit news *640 x2 ~1 | Agreement reached: 6.5% over two years and a guaranteed 25-minute break. Buses are back from first service. Thank you for your patience.
+4 en for > *44 | 6.5 and 25 minutes. I'll take it. Bo, over and out, going to bed
+6 en against >n3 | asked for 8, got 6.5. called it a win. ok
+7 en mixed >n3 | the break is the real win, the percent is inflation
k3 +25 zh news net=x | 奥尔德港公交罢工结束：两年涨6.5%，保证25分钟休息，公交恢复
0/07:00 en seen net=mastodon *12 | first bus in two days. whole top deck applauded the driver. driver did a bow at the lights
+30 en joke net=x *99 | bus was late. order is restored
n4 +80 @quayside_radio news | Drivers ratify bus deal with 71% in favour https://quayside.example.org/news/bus-vote
+10 en for net=bluesky | 71%!! proud of the Eastgate lot
+40 en question net=x | will fares go up to pay for it?
+9 en talk > | company "won't speculate". so ask again next budget
# Said elsewhere
-2/07:40 en joke net=nostr | walked to work. discovered my city has hills
-2/13:00 en for net=bluesky *21 | the "no breaks" thing isn't a slogan. I drove the N4 for six years, you plan your coffee like a military operation
-1/08:30 en against net=mastodon | second day of two-hour walks for carers, cleaners, students. whoever is right, we're the ones with the blisters
+20 en mixed > | both. it can be both. solidarity and plasters
-1/18:00 en joke net=x *72 | trams today: the human version of a sardine documentary
0/10:10 zh for net=bluesky | 终于坐上公交，司机放了首老歌，全车安静听完，罢工也挺好，知道了公交的珍贵
0/12:30 en against net=nostr | 29% voted no and I'm one of them. 25 minutes isn't 30

F1! by=n1 | 公交司机从5时开始罢工 | Bus drivers are on strike from 05:00
F2 by=k1 | 司机要求两年涨8%和30分钟休息，公司提出4% | Drivers ask for 8% over two years and a 30-minute break; the company offered 4%
F3! by=r1 super=F4 rumour | 罢工改为无限期 | The strike is now indefinite
F4! by=c1 | 没有无限期罢工，只宣布48小时 | No indefinite strike: the action announced is 48 hours
F5! by=n3,k3 | 达成协议：两年涨6.5%，保证25分钟休息 | Agreement: 6.5% over two years and a guaranteed 25-minute break
F6! by=n4 | 司机以71%赞成通过协议 | Drivers ratified the deal with 71% in favour

Q en facts=F5 about=number | What did Port Alder bus drivers get in the deal?
Q en facts=F2 about=number | What raise did the bus drivers ask for?
Q en facts=F4 about=correction | Is the Port Alder bus strike indefinite?
Q en facts=F1,F5,F6 about=order | What happened first in the bus strike, and how did it end?
Q zh facts=F5 about=number | 奥尔德港公交罢工最后涨了多少？
Q zh facts=F6 about=cross | 公交司机投票通过协议了吗？
Q en none about=missing | Will bus fares go up in Port Alder?
Q zh none about=missing | 奥尔德港有多少名公交司机？

A en true n3 | The deal gives 6.5% over two years and a 25-minute break.
A en false n3 number | The deal gives 8% over two years and a 25-minute break.
A zh true n4 | 71%的司机赞成协议。
A zh false n4 number | 17%的司机赞成协议。
A en false c1 negation | The strike is now indefinite.
A zh true c1 | 宣布的罢工为期48小时。
