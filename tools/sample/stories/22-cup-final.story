story cup-final
zh: 奥尔德港流浪者夺得海岸杯
en: Port Alder Rovers win the Coast Cup

-1/17:00 en talk net=x | one hour to kick off and I've already been sick in a hedge. come on rovers
+30 en joke > | the hedge deserved better
f1 +45 en seen net=mastodon *22 | GOAL. 1-0 Rovers. Nine minutes. A corner nobody tried to defend
n1 +2 @alder_rovers news *480 | 9' GOAL! Idris Vane heads us in front. Rovers 1-0 Saltmere.
edit n1 3 | 9' GOAL! Idris Vane heads us in front from Tamsin Rowe's corner. Rovers 1-0 Saltmere.
+20 en against net=x | how is that not a red?? he took his ankle home with him
k1 +9 @alder_rovers news *260 | 31' Saltmere level from the spot. 1-1.
+4 en against > | never a penalty. the ball hit his HAIR
+3 en joke > *110 | handhair
+34 en seen net=bluesky | second half. rain coming in sideways. the mascot has taken shelter inside another mascot
n2 +12 @alder_rovers news *390 | 58' Saltmere lead, 2-1. Long way to go.
+3 en against net=x >n2 | here we go, forty years of hurt, same film
r1 +9 en rumour net=x *640 x2 | match ABANDONED floodlights out, cup goes to Saltmere on the current score!!
c0 +3 en correction > | lights went for six minutes, they're back, teams are still on the pitch
n3 +10 @alder_rovers news *880 | 79' VANE AGAIN! 2-2!! Play had restarted after a six-minute floodlight failure.
n4 +17 @alder_rovers news *7700 x3 ~2 | 90+7' WINNER!!! Lotte Maren off the bench, 3-2!! FULL TIME. ROVERS HAVE WON THE COAST CUP
+1 en for net=x >n4 | AAAAAAAAAAAAAAAAAAAAAA
+1 en for >n4 | my dad is crying and he's never even liked me this much
+2 en joke net=mastodon | 90+7. the clock was in on it
+4 en against net=x | SIX minutes of lights out and they add SEVEN. where does the extra one come from? saltmere robbed
+5 en mixed > | six for the lights, the rest for the three subs. it's in the laws. but yeah I'd be raging too
k4 +8 zh news net=x *41 | 海岸杯决赛，奥尔德港流浪者3比2逆转索尔特米尔，替补马伦补时第7分钟绝杀
+4 zh for > | 这剧本编剧都不敢写
+5 zh joke > | 中间停电六分钟，是去充电了
k5 +20 @alder_courier news | Rovers end 41-year wait with 97th-minute winner https://alder-courier.example.org/sport/coast-cup
+15 en joke net=x *1100 | Port Alder hospitals report surge in patients "fine, just need a minute"
+6 en rumour > | wait there are people in hospital?? from the game?
+4 en correction > | no no, it's a joke. they're fine. they just need a minute
0/08:10 en question net=mastodon | what time is the parade?
k2 +20 @alder_council news *510 | Rovers' open-top bus leaves the stadium on {date:+1d} at 12:00, along Harbour Road to the Town Hall. The Harbour Bridge stays open. Please don't climb the lamp posts.
+6 en for > *40 | "please don't climb the lamp posts" is a challenge and they know it
+9 en joke > | the lamp posts have been greased, I saw a man with a bucket
+25 en for net=x | Lotte Maren worked at our chip shop until two years ago. TWO YEARS. she still owes me a shift
+5 en joke > *190 | she's a bit busy
k3 +60 @marrow_wire news | Saltmere lodge no protest over added time, manager says "we had our chances" https://marrow-wire.example.org/sport/saltmere
+12 en for net=x | fair play to Saltmere, classy statement, no protest. drinks on us
+40 zh question net=x | 流浪者夺冠游行有直播吗
+30 en spam net=x | CUP WINNERS SHIRT official print 9.99 today only https://shirts.example.net/rovers
# Said elsewhere
0/10:30 @daily_barnacle satire *2100 label=satire | Port Alder Declares Ninety-Seventh Minute A Public Holiday
+8 en question > | do we actually get a day off? asking seriously
+3 en talk > *31 | it's the Barnacle. you do not get a day off

F1! by=n1,f1 | 第9分钟瓦内头球，流浪者1比0 | Vane's header puts Rovers 1-0 up after 9 minutes
F2! by=n2 super=F5 | 第58分钟索尔特米尔2比1领先 | Saltmere lead 2-1 after 58 minutes
F3! by=r1 super=F4 rumour | 灯灭后比赛中止，奖杯判给索尔特米尔 | The match was abandoned and the cup went to Saltmere
F4! by=c0,n3 | 灯光只故障六分钟，比赛继续 | The lights failed for six minutes only and play went on
F5! by=n4,k4 | 流浪者3比2获胜，马伦补时绝杀，夺得海岸杯 | Rovers won 3-2 with Maren's stoppage-time goal and took the Coast Cup
F6! by=k2 | 游行{date:+1d}12:00从球场出发，沿海港路到市政厅 | The parade leaves the stadium on {date:+1d} at 12:00, along Harbour Road to the Town Hall
F7! by=k3 | 索尔特米尔不就补时提出抗议 | Saltmere lodge no protest over added time
F8 by=k5 | 流浪者结束41年等待 | Rovers end a 41-year wait

Q en facts=F5 about=number | Who won the Coast Cup final and what was the score?
Q en facts=F6 about=date | When and where is the Rovers victory parade?
Q en facts=F4 about=correction | Was the Coast Cup final abandoned?
Q en facts=F1,F2,F4,F5 about=order | How did the Coast Cup final unfold?
Q zh facts=F5 about=number | 海岸杯决赛比分是多少？
Q zh facts=F6 about=cross | 流浪者队的夺冠游行什么时候在哪儿？
Q zh facts=F8 about=cross | 流浪者队等这个冠军等了多少年？
Q en none about=missing | How many people attended the Coast Cup final?
Q zh none about=missing | 海岸杯决赛的裁判是谁？

A en true n4,k5 | Rovers won 3-2 with a goal in the 97th minute.
A en false n4,k5 number | Rovers won 4-2 with a goal in the 97th minute.
A en false n4 name | Idris Vane scored the winner off the bench.
A zh true k2 | 游行于{date:+1d}12:00从球场出发。
A zh false k2 date | 游行于{date:+11d}12:00从球场出发。
A en true k3 | Saltmere are not protesting.
A en false k3 negation | Saltmere are protesting.
A zh true k5 | 流浪者结束了41年的等待。
A zh false k5 number | 流浪者结束了14年的等待。
