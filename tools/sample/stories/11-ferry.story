story ferry
zh: “灰鹭三号”渡轮失去动力
en: The ferry Grey Heron 3 loses power

f1 -1/16:05 en.a seen net=bluesky *220 | on the Grey Heron 3 to Sallow Island, engines just stopped. it's very quiet. a child has asked if we live here now [image: view over a ferry rail, grey flat sea, no land]
+7 en talk > | oh no. are you ok??
k1 +4 en.a seen > *38 | all fine, no tilt, crew is calm, they're handing out free tea so I assume it's serious
+6 en.a joke > *190 | update: they have opened the good biscuits. we are doomed
f2 +3 en seen net=x *31 | can see the Sallow ferry sitting still off the point, about 2 miles out. been there 20 mins
n1 +12 @greyheron_ferries news *88 | Grey Heron 3 (15:30 Port Alder–Sallow) has lost propulsion and is at anchor. Everyone on board is safe. A tug is on its way.
edit n1 9 | Grey Heron 3 (15:30 Port Alder–Sallow) has lost propulsion and is at anchor. Everyone on board is safe. A tug is on its way, expected within the hour.
r1 +9 en rumour net=x *1900 x4 ~3 | FERRY SINKING off Port Alder, people in the water!! praying
+3 en talk > | omg my sister is on that
+4 en correction > *140 | I'm ON it. Nobody is in the water. We're at anchor. There is tea.
k2 +2 en.b for net=bluesky | "There is tea" should be the coastguard's official status level
+10 @alder_truth_now rumour *770 x2 | 300 ABOARD SINKING FERRY. MEDIA SILENT.
k3 +11 @quayside_radio news | Ferry with 212 aboard adrift off Sallow Island, operator says https://quayside.example.org/news/ferry
c1 +15 @alder_police correction *1400 | Regarding Grey Heron 3: the vessel is NOT sinking, nobody is in the water. It is anchored and waiting for a tow. Please keep emergency lines free.
+20 zh news net=x | 奥尔德港一艘去萨洛岛的渡轮失去动力，有传沉船，警方说没沉，船上的人在喝茶
+5 zh joke > *120 | 英式危机处理：先上茶
f3 +40 en.c seen net=mastodon *27 | tug has a line on us (Grey Heron 3). moving at the speed of a thoughtful cow
n2 +95 @greyheron_ferries news *310 x2 ~1 | Grey Heron 3 is alongside at Port Alder. All 208 people aboard (196 passengers, 12 crew) are ashore and well. The earlier figure of 212 was bookings, four didn't board.
+6 en for > *20 | shout out to the crew, and to the lady who led the singing
+9 en against >n2 | third breakdown this year. THIRD. same boat
+7 en mixed >n2 | handled well on the day, maintained badly the other 364
+25 en question >n2 | will we be compensated?
k4 +14 @greyheron_ferries news net=x | Yes: full refund plus a free return crossing for everyone on board. Forms by email tomorrow.
f4 +10 en.a for net=bluesky *300 | home. five hours, one tow, four rounds of biscuits, one shanty. would not recommend, 5 stars
n3 0/08:40 @alder_courier news | A plastic sheet in the water intake stopped Grey Heron 3, inspectors find; sister ship Grey Heron 2 takes over the route https://alder-courier.example.org/ferry-cause
+30 en against net=x | so one plastic sheet can stop a 60 metre ferry. comforting
+9 en for > | that's every ship with a sea-water intake, honestly. it's why there are strainers
+50 en seen net=mastodon | GH2 is running to the normal timetable, just smaller. Bikes are first come first served.
+15 en question > | do dogs still go free on GH2?
+60 zh for net=bluesky | 灰鹭三号的原因出来了，进水口吸进去一块塑料布。所以别往海里扔垃圾，求求了
+20 en joke net=x *66 | plastic sheet: 1, grey heron 3: 0
+40 mix talk net=x | 朋友昨天就在那条 ferry 上，she said 最惨的是厕所也没电了 lol
# Said elsewhere
-1/16:50 en talk net=mastodon | for anyone with family on the Grey Heron: the operator's phone line is jammed but their desk at the pier is open and a nice man called Winston is reading out names
-1/17:40 en joke net=nostr *15 | sunset cruise, free upgrade
-1/19:30 zh seen net=bluesky | 在码头等女朋友，旁边一排家属一起唱起来了，说船上也在唱，隔着海合唱
0/12:20 en mixed net=bluesky | refund came through already, to be fair. still never sitting downstairs again
0/13:10 en for net=nostr | shoutout to tug crews. nobody thinks of tugs until they need a tug

F1! by=f1,f2 | 乘客最先发现灰鹭三号停在海上 | A passenger first says that Grey Heron 3's engines stopped
F2! by=r1 super=F3 rumour | 渡轮沉没，有人落水 | The ferry is sinking with people in the water
F3! by=c1 | 渡轮没有沉没，无人落水，正在等待拖船 | The ferry is not sinking and nobody is in the water; it waits for a tow
F4! by=k3 super=F5 | 船上有212人 | 212 people are aboard
F5! by=n2 | 船上208人（196名乘客、12名船员）全部平安上岸 | All 208 aboard (196 passengers, 12 crew) are ashore and well
F6! by=n3 | 原因是进水口吸入一块塑料布，灰鹭二号接替航线 | A plastic sheet in the water intake was the cause; Grey Heron 2 takes over
F7 by=k4 | 船上每人全额退款，外加一次免费往返 | Everyone aboard gets a full refund and a free return crossing

Q en facts=F5 about=number | How many people were on the Grey Heron 3?
Q en facts=F3 about=correction | Did the Sallow Island ferry sink?
Q en facts=F6 about=cause | Why did Grey Heron 3 lose power?
Q en facts=F1 about=first | Who first reported that the Grey Heron 3 had stopped?
Q zh facts=F5 about=cross | 灰鹭三号上到底有多少人？
Q zh facts=F7 about=cross | 灰鹭三号的乘客有赔偿吗？
Q en none about=missing | What was the name of the tug that towed Grey Heron 3?
Q zh none about=missing | 灰鹭三号是哪一年建造的？

A en true n2 | All 208 people aboard are ashore and well.
A en false n2 number | All 280 people aboard are ashore and well.
A zh true c1 | 渡轮没有沉没，也没有人落水。
A zh false c1 negation | 渡轮正在沉没，有人落水。
A zh true n3 | 灰鹭二号接替这条航线。
A zh false n3 name | 灰鹭五号接替这条航线。
A en false n3 name | A fishing net in the water intake stopped the ferry.
