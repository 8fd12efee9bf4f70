story bricks
zh: 马洛湾苍鹭输球与“打铁”
en: The Marrow Bay Herons lose, and "bricks"

n1 -2/21:40 @herons_hoops news *900 | Final: Fenholm Otters 104, Herons 97. Next one at home. #HeronsHoops
b1 +2 en joke net=x *2900 x8 ~2 | Tavi Brandt threw bricks ALL night. Somebody check the windows in Marrow Bay
+3 en joke > *410 | Police are looking for a 6'4" suspect, last seen missing from the left corner
+2 en joke >b1 *190 | brick count at 14, enough for a small garage
b2 +4 en joke net=x *1700 x4 | BREAKING: masonry damage across downtown as Brandt brick spree enters third quarter
+6 en question > | wait, what happened downtown? are people ok?
k1 +2 en talk > *88 | it's basketball. a "brick" is a bad miss. nobody threw anything
s1 +5 en seen *37 net=bluesky | at the arena: Brandt 2 for 16, 1 for 9 from three. He iced his wrist the whole 4th quarter, didn't look right
+8 en against > | then sit him! coach left him in for 38 minutes
a1 +4 en for >s1 | he kept everyone involved though, 11 assists, give him that
+9 en mixed | 2-16 shooting and 11 assists is the most Brandt statline that ever Brandted
+12 en joke net=mastodon | The bricks have been donated to a good cause (the Otters' winning margin)
n2 +35 @marrow_wire news | Otters beat Herons 104-97; Brandt held to 2 of 16 from the field https://marrow-wire.example.org/sport/herons-otters
r1 +40 en rumour net=x *520 x2 ~2 | hearing Tavi Brandt was ARRESTED for vandalism after the game, bricks through shop windows, wow
+7 en talk > | that's literally the joke from before but you removed the joke
r2 +10 zh rumour net=x *640 x3 | 外网说马洛湾苍鹭的球星布兰特赛后乱扔砖头砸了五户人家玻璃，被抓了？
z0 +5 zh correction > *230 | 笑死，brick是“打铁”的意思，说他投篮不准，16中2。没人扔砖
+3 zh joke >  | 五户人家：我们的篮筐还好吗
+8 zh joke net=bluesky *150 | 今晚马洛湾打铁铺正式开张，店主布兰特，一晚上打了十四块
+20 zht joke net=x | 布蘭特今晚打鐵打到可以起樓
p1 -1/09:15 @alder_police correction net=x *3600 x3 | To be clear for those sending us reports: there is no brick vandalism in Marrow Bay or Port Alder. We're told it is a basketball thing. Better luck next time, Tavi.
+3 en for >p1 *90 | whoever runs this account deserves a raise
+6 en joke >p1 | so you're saying the bricks are still at large
+50 @herons_hoops news *1200 | Injury report: G Tavi Brandt (right wrist sprain), questionable for the next game vs Cinder City.
t1 +8 en for net=x *64 | called it. icing the wrist all 4th quarter. leave the man alone
+5 en against > | doctors cleared him before tip though, it was in the pregame report
+15 en mixed net=bluesky | both things are true: he was hurt AND those were some of the ugliest shots I've ever seen
+60 zh mixed | 布兰特手腕扭伤出战成疑，昨晚骂他打铁的可以撤回了（但真的很铁）
n3 0/09:50 @herons_hoops news *1900 | Tavi Brandt (wrist) is OUT for the Cinder City game. Rookie Jun Alvarado-Kerr starts at guard.
+5 en for >n3 | rookie time!!! let the kid cook
+7 en against >n3 | season over, wake me up next year
+4 en joke >n3 *210 | construction industry in shambles
+25 en question | who do Herons even have at backup point now? genuinely asking
+9 en talk > | Oshiro, if his knee holds up
+30 zh news *40 | 苍鹭官宣布兰特因手腕伤势缺席下一场，新秀阿尔瓦拉多-科尔首发
+100 en spam net=x | HERONS TICKETS 80% OFF click https://tix.example.net/herons limited!!!
+35 en joke net=hackernews | Show HN: I trained a model on Brandt's shot chart and it now predicts where to put a house.
# Said elsewhere
-2/22:15 en for net=mastodon *13 | went with my gran, who thinks basketball is "netball with shouting". she had the time of her life. 97-104, four hot dogs
-1/12:10 en against net=bluesky | nobody talks about the Otters' defence, they doubled him on every catch. give the other team some credit
+15 zht mixed net=mastodon | 布蘭特16中2都要打足38分鐘，教練心臟係鐵造，同佢啲波一樣
0/13:00 en for net=nostr | alvarado-kerr averaged 24 in the summer league. the kid can hoop, relax

F1! by=n1,n2 | 水獭队104比97赢了苍鹭队 | The Otters beat the Herons 104 to 97
F2 by=s1,n2,a1 | 布兰特16投2中，11次助攻 | Tavi Brandt made 2 of 16 shots and had 11 assists
F3! by=r1,r2 super=F4 rumour | 布兰特赛后扔砖头砸玻璃被捕 | Brandt was arrested for throwing bricks through windows
F4! by=p1,z0 | 没有人扔砖头，brick（打铁）是篮球俚语，指投失 | Nobody threw bricks: "brick" is basketball slang for a bad miss
F5! by=n3 | 布兰特因手腕伤缺阵，新秀阿尔瓦拉多-科尔首发 | Brandt is out with a wrist injury; rookie Jun Alvarado-Kerr starts

Q en facts=F4 about=joke home=verify | Did Tavi Brandt throw bricks through windows in Marrow Bay?
Q en facts=F1 about=number | What was the score of the Herons game against the Otters?
Q en facts=F5 about=who | Who starts for the Herons instead of Tavi Brandt?
Q zh facts=F4 about=joke | 布兰特真的扔砖头砸人家玻璃被抓了吗？
Q zh facts=F2 about=cross | 布兰特那场比赛投篮多少中多少？
Q en none about=missing | How much does Tavi Brandt earn?
Q zh none about=future | 苍鹭队对煤城的比赛结果如何？

A en true s1 | Brandt made two of sixteen shots.
A en false s1 number | Brandt made six of twelve shots.
A en true p1 | Police say there is no brick vandalism in Marrow Bay.
A en false p1 negation | Police confirm brick vandalism in Marrow Bay.
A zh true n1 | 水獭队以104比97取胜。
A zh false n1 name | 苍鹭队以104比97取胜。
A en false n3 name | Rookie Oshiro starts at guard because Brandt is out.
