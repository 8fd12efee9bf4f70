story linxi-eats
zh: 临汐吃什么：中文和英文推荐的不一样
en: Where to eat in Linxi, told differently in two languages

q1 -2/16:40 en.g question net=bluesky | two days in Linxi, where should I eat? not hotel food please
e1 +8 en for > *24 | Auntie Zhuang's noodle boat, under Dongmen bridge. she cooks on the boat, you eat on the steps. pepper clam noodles. cash only
+5 en for > | the noodle boat!! get there before 11 or she's sold out and fishing
+9 en against >q1 | the noodle boat is fine but 40 min queue. the dumpling place with the blue door has none
+30 en.g talk >e1 | ok boat first, blue door as plan B
z1 -2/18:00 zh question net=x | 临汐本地人晚上去哪儿吃啊，别给我推网红店
z2 +5 zh for > *61 | 老港三巷“阿旺煎蟹”，没招牌，认准门口的红塑料凳，68一份，去晚了没有
+6 zh for > | 阿旺+1，蟹壳能嚼碎，老板脾气大，别催
+4 zh against > | 阿旺涨价了好吗，去年58
+9 zh for >z1 | 面船别去了，全是外国人和拍照的
+5 zh mixed > | 面船好吃的，就是排队的全举着手机
f1 -1/11:30 en.g seen net=bluesky *31 | AUNTIE ZHUANG'S NOODLE BOAT REPORT: 38 minutes, worth it, she laughed at my chopstick grip and gave me an extra clam [image: bowl of clam noodles on stone steps beside a small cooking boat]
+6 en for > | the pity clam! a rite of passage
f2 +40 zh seen net=x | 阿旺煎蟹今天门口贴条：老板娘生日，休息，{date:+1d}正常营业
+5 zh joke > *90 | 老板娘比蟹大
+80 mix for net=x | 带 foreign colleague 去吃阿旺煎蟹，他说 life-changing，然后被老板吼了一句，更 life-changing
0/08:30 zh question | 鱼丸哪家强？想买了寄回家
z3 +6 zh for > *15 | 北桥菜市场进门左手第二家，真空包装20块一斤，能寄
+30 en question net=mastodon | any vegetarian options in Linxi that isn't plain rice?
e2 +12 en for > | temple canteen on Yunling road, lunch only, 15 yuan, eat everything you take or a monk looks at you
+20 en joke > | the look is a side dish
+50 zh ad net=x | 临汐美食地图完整版99家，9.9元，拼团6.6，加我领取
+40 ja talk net=bluesky | 臨汐の船の麺、二日続けて食べた。おばさんに顔を覚えられた。
# Said elsewhere
-2/20:10 zh seen net=bluesky | 阿旺今天排到我刚好最后一份，后面的小伙子看我的眼神像失恋，分了他一只腿
-1/10:20 en mixed net=mastodon | Linxi food tip nobody asked for: bring tissues. half the places have none and the other half have one
-1/13:30 zh against net=x | 老港三巷停车太难了，为吃一只蟹绕了五圈，蟹都凉了
+25 zh talk > | 坐5号线到北汐港走十分钟，别开车
-1/19:20 zht for net=nostr | 專登由南浦過嚟食阿旺，俾老闆鬧咗句「行開啲」，值得
0/10:00 en for net=bluesky *14 | the temple lunch: six dishes, zero words, one cat. no notes
0/11:40 zh mixed net=mastodon | 北桥鱼丸弹是弹，就是给得太实在，我一个人买了五斤
0/13:20 es talk net=bluesky | comí los fideos de la barca en Linxi y ahora no sé volver a mi vida de antes

F1! by=e1,f1 | 英语用户推荐东门桥下庄阿姨的面船，胡椒蛤蜊面，只收现金 | English speakers recommend Auntie Zhuang's noodle boat under Dongmen bridge: pepper clam noodles, cash only
F2! by=z2 | 中文用户推荐老港三巷“阿旺煎蟹”，68元一份 | Chinese speakers recommend Awang's pan-fried crab in an Old Port lane, 68 yuan
F3! by=f2 | 阿旺煎蟹{date:+1d}恢复营业 | Awang's crab opens again on {date:+1d}
F4 by=e2 | 云岭路寺院食堂有素食，只供午餐，15元 | The temple canteen on Yunling road has vegetarian food, lunch only, 15 yuan
F5 by=z3 | 北桥菜市场进门左手第二家的鱼丸，20元一斤，可以寄 | Fish balls at the second stall on the left in Beiqiao market, 20 yuan a jin, can be posted

Q zh facts=F2 about=recommend home=recommend | 临汐晚上去哪里吃？
Q en facts=F1 about=recommend home=recommend | Where should I eat in Linxi?
Q zh facts=F4 about=cross | 临汐哪里有素食？
Q en facts=F5 about=cross | Where can I buy fish balls in Linxi to send home?
Q zh facts=F3 about=date | 阿旺煎蟹什么时候恢复营业？
Q en none about=missing | What is the phone number of Auntie Zhuang's noodle boat?

A en true e1 | The noodle boat takes cash only.
A en false e1 negation | The noodle boat takes cards.
A zh true z2 | 阿旺煎蟹68元一份。
A zh false z2 number | 阿旺煎蟹86元一份。
A zh true e2 | 寺院食堂只供应午餐，15元。
A zh false e2 number | 寺院食堂只供应午餐，50元。
