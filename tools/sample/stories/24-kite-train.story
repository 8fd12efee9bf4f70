story kite-train
zh: 风筝缠住接触网，高铁晚点
en: A kite stops trains at Yunling

f1 -2/15:10 zh seen net=x *140 x2 | 停在云岭东站外面二十分钟了，广播说“接触网有异物”，列车员说是……一只风筝 [image: 车窗外，铁路接触网上挂着一只红色章鱼风筝]
+4 zh joke > *230 | 章鱼：我也想坐高铁
+3 zh seen | 我这趟也停了，隔壁小孩已经唱完三遍小燕子
+6 zh question > | 到底什么时候走啊，我赶飞机
r1 +15 zh rumour net=x *980 x2 ~2 | 高铁脱轨了吧？云岭那边停了一排车，不让下来
c0 +4 zh correction > *66 | 没脱轨，我就在车上坐着吃泡面呢，是风筝挂在电线上
e0 +8 en seen net=bluesky *19 | stuck on a train outside Yunling East because of an octopus. a kite octopus. the announcement was very solemn
n1 +25 @linxi_daily news | 云岭东站附近风筝缠绕接触网，17趟列车晚点，供电已于16时02分恢复 https://linxi-daily.example.org/t/kite
+5 zh seen net=x | 动了动了！全车鼓掌
+7 zh against | 铁路边放风筝不罚等着过年吗，我改签费谁出
+9 zh mixed > | 小孩放的吧，罚家长，教育为主，但改签费确实该有个说法
k1 +30 zh news net=bluesky | 问了云岭铁路热线，晚点超过60分钟的改签退票都不收手续费，今天的票都行
+6 zh for > | 有用！已退
+80 zht joke | 高鐵輸給一隻八爪魚
n2 -1/10:30 @linxi_police news *640 | 铁路旁放飞章鱼风筝的市民孙某（62岁）主动投案，被罚款500元。孙某表示：线断的时候我也很想追。
+4 zh joke > *470 | 62岁，是真的热爱
+5 zh for > | 主动投案，态度满分
+8 zh against > | 才500？17趟车的人算下来一人几分钱
+20 zh joke net=bluesky | 章鱼目前情绪稳定，已被铁路工人叠好放进值班室
f2 +40 zh seen *52 | 作证，我同事就是接触网工，章鱼现在挂在他们值班室墙上，底下写着“最大故障原因”
0/10:20 zh talk | 路过云岭东，立了个新牌子：“铁路两侧500米内禁止放飞风筝（包括章鱼）”
+5 zh joke > *310 | 括号里这三个字是历史的教训
+60 en talk net=x | follow-up on the octopus train: there's now a sign banning kites within 500 m of the track, "octopuses included". legislation works
# Said elsewhere
-2/15:40 zh joke net=mastodon *61 | 列车长广播声音特别庄重：“前方发现，呃，一只章鱼”
-2/15:50 zh seen net=bluesky | 我们车厢有人当场教小孩风筝的物理原理，硬座秒变公开课
-2/16:20 en for net=mastodon | the repair crew got a standing ovation through the window. they bowed. one of them was holding the octopus
-2/17:30 zh against net=x *18 | 换乘没赶上，酒店不退，章鱼你赔我四百二
-1/11:30 zht mixed net=bluesky | 罰五百蚊咪少少，但係自首真係要讚
-1/14:00 zh talk net=nostr | 小时候最爱在铁路边放风筝，现在想想真是命大
0/11:30 zh joke net=mastodon *40 | 章鱼的同款风筝卖断货了，商家加了一行：请勿在铁路旁使用
+45 en question net=bluesky | is there a photo of the framed octopus in the duty room? for science
# Said elsewhere
-1/16:00 @moyubao satire *770 label=satire | 云岭铁路宣布章鱼风筝将作为“非正常停车体验官”入职，月薪八足

F1! by=f1,e0 | 列车因接触网上的章鱼风筝停在云岭东站外 | Trains stopped outside Yunling East because of an octopus kite on the wires
F2! by=r1 super=F3 rumour | 高铁脱轨 | A train derailed
F3! by=c0,n1 | 没有脱轨，风筝缠绕接触网，17趟列车晚点，16时02分恢复供电 | No derailment: a kite was caught in the wires, 17 trains were late and power came back at 16:02
F4! by=n2 | 62岁的孙某主动投案，被罚500元 | A 62-year-old man turned himself in and was fined 500 yuan
F5 by=k1 | 晚点超过60分钟的，改签退票免手续费 | For delays over 60 minutes, changes and refunds are free

Q zh facts=F3 about=correction | 云岭那边高铁脱轨了吗？
Q zh facts=F4 about=number | 放章鱼风筝的人罚了多少钱？
Q zh facts=F5 about=detail | 因为风筝晚点的车票退票要手续费吗？
Q en facts=F3 about=cross | How many trains were delayed by the kite at Yunling?
Q en facts=F4 about=cross | What happened to the man who flew the octopus kite?
Q zh none about=missing | 章鱼风筝是在哪儿买的？

A zh true n1 | 17趟列车晚点。
A zh false n1 number | 71趟列车晚点。
A en true n2 | A 62-year-old man was fined 500 yuan.
A en false n2 number | A 26-year-old man was fined 500 yuan.
A zh false n2 negation | 孙某没有被罚款。
