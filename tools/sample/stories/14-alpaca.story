story alpaca
zh: 羊驼“年糕”上了临汐三环
en: Niangao the alpaca walks the Linxi ring road

f1 0/07:10 zh seen net=x *2600 x4 ~2 | 三环上有一只羊驼？？？不是，它还打了右转的样子 [image: 车流中一只白色羊驼沿应急车道小跑]
+3 zh joke > *410 | 限号不限驼
+2 zh joke >f1 *220 | 人家走的应急车道，说明有急事
+4 zh question >f1 | 这是哪一段，我在东门桥堵死了
f2 +2 zh seen net=bluesky *96 | 东门桥往云岭方向，羊驼在前面领跑，后面跟着二十几辆车，没一个按喇叭的，今天临汐真文明
e1 +6 en seen net=mastodon *150 | there's an alpaca on the ring road in Linxi and it's making better time than my taxi [image: alpaca trotting past stationary traffic]
+5 en joke > *60 | alpaca my bags
+2 en joke > | get out
r1 +9 zh rumour net=x *870 x2 ~2 | 动物园出事了！！听说狼也跑出来了，开车的都别下车！
+5 zh question >r1 | 狼？？我骑电动车的！
n1 +8 @linxi_police news net=x *2100 x2 | 三环东段有一只羊驼进入主路，请过往车辆减速慢行，不要鸣笛、不要投喂、不要下车自拍。民警正在护送。
+3 zh joke >n1 *350 | “护送”二字，看出了排面
c1 +7 @linxi_police correction *940 | 没有狼，只有一只羊驼。市动物园所有动物都在，羊驼来自云岭路的“咩咩农场”。
+12 zh seen net=x *130 | 交警小哥拿半根胡萝卜在前面倒着走，羊驼跟着，两公里，全程直播 [video: 交警倒着走，用胡萝卜引着羊驼沿匝道下三环]
+4 zh for > *66 | 小哥这个月绩效必须拉满
+6 en for net=mastodon | the officer walked BACKWARDS for two km holding half a carrot. promote him
n2 +25 @linxi_daily news ~1 | 上三环的羊驼“年糕”已安全回家，农场主：它昨晚学会了开门 https://linxi-daily.example.org/a/niangao
+5 zh joke *240 | 年糕，一种能自己开门的糯米制品
k1 +10 zh seen net=bluesky *71 | 我就在咩咩农场对面开店，年糕今年三岁，平时最爱听广播里的路况，这下实地考察了
+6 zh joke > | 路况：前方有我
k2 +10 en news net=x *58 | Update on the Linxi alpaca: her name is Niangao (rice cake), she's three, she opened the farm gate herself and covered 7 km before a policeman with half a carrot talked her down. No injuries.
+5 en question > | does the farm do visits
+7 en talk > | sold out for the week apparently lol
+12 zh against | 好笑归好笑，三环堵了40分钟，我面试迟到了
+4 zh talk > | 面试官要是不信，把热搜给他看
+6 zh.z talk > | 信了，还问我有没有拍到
n3 +30 @linxi_police news *1800 | 年糕的主人因未妥善看管动物被处以警告，年糕本驼免予处罚。
+4 zh joke > *180 | 年糕：法外狂驼
+15 zht talk | 笑死，南浦上次是野豬搭地鐵，你們是羊駝走三環
+20 zh ad net=x | 同款羊驼公仔，年糕款，今天下单送胡萝卜，链接在主页
+10 zh question | 年糕跑这一趟最高时速多少啊，想知道能不能超过我的电瓶车
+5 zh talk > | 没人测，反正比堵车的快
# Said elsewhere
0/09:55 zh for net=mastodon *22 | 全程没人按喇叭这件事比羊驼还稀罕
+20 en joke net=nostr | she merged correctly. already ahead of most people here
+30 zht joke net=bluesky | 羊駝都識得靠左……唔係，靠右
+40 zh question net=x | 咩咩农场还缺不缺人，我会背路况
# Said elsewhere
0/09:30 @moyubao satire *920 label=satire | 临汐将试点“驼驼专用道”，早晚高峰限白色羊驼通行
+7 zh question > | 真的要划羊驼专用道？？
+4 zh talk > *19 | 摸鱼日报的新闻你也信

F1! by=f1,f2,e1 | 有人看到一只羊驼在临汐三环上跑 | People see an alpaca running on the Linxi ring road
F2! by=r1 super=F3 rumour | 动物园的狼也跑出来了 | A wolf escaped from the zoo too
F3! by=c1 | 没有狼，只有一只来自咩咩农场的羊驼 | No wolf: only one alpaca, from Miemie Farm
F4! by=n2 | 羊驼叫“年糕”，已安全回家，是自己打开门跑出来的 | The alpaca, Niangao, is safely home; she had opened the gate herself
F5 by=k2 | 年糕三岁，走了7公里，没有人受伤 | Niangao is three and covered 7 km; nobody was hurt
F6! by=n3 | 主人被警告，羊驼免罚 | The owner got a warning; the alpaca was not punished

Q zh facts=F1,F4 see=general/g3 about=fun home=fun | 今天有什么好玩的新闻？
Q en facts=F1,F4 see=general/g4 about=fun home=fun | Any fun news today?
Q zh facts=F3 about=correction | 三环上真的有狼吗？
Q zh facts=F4 about=cause | 三环上的羊驼是怎么跑出来的？
Q zh facts=F5 about=cross | 羊驼年糕一共跑了多少公里？
Q en facts=F6 about=cross | Was the alpaca's owner punished?
Q zh none about=missing | 羊驼年糕跑得最快时速是多少？

A en true k2 | The alpaca covered seven kilometres and nobody was hurt.
A en false k2 number | The alpaca covered seventeen kilometres and nobody was hurt.
A zh true n3 | 主人被警告，羊驼不受处罚。
A zh false n3 negation | 主人没有被警告，羊驼受到处罚。
A en false c1 name | The alpaca comes from the city zoo.
