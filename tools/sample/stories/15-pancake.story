story pancake
zh: 青苇镇做出12.4米葱油饼
en: Qingwei bakes a 12.4 m scallion pancake

f1 -1/08:00 zh seen net=x *77 | 青苇镇广场今天摊大饼，锅是用拖拉机拉来的，不开玩笑 [image: 广场中央一口由拖拉机牵引的巨大平底锅]
+9 zh joke > | 这口锅甩给谁都背不动
n1 +50 @qingwei_evening news | 青苇葱花节今日挑战“最大葱油饼”：目标直径12米，用面1.1吨、葱380斤 https://qingwei.example.org/f/bing
+20 zh for | 青苇人民的浪漫：把广场摊成饼
f2 +60 zh seen net=bluesky *120 | 现场八个师傅拿铁锹抹油，指挥的大爷拿个大喇叭喊“往东一点，往东一点”
+10 zh joke > *95 | 大爷退休前肯定是塔吊指挥
r1 +30 zh rumour net=x *410 x2 | 听说饼翻面的时候断了，挑战失败了
+5 zh question > | 啊？我还在去吃的路上
c1 +12 zh correction > *40 | 没失败！断的是边上一小块，裁判说不算，正在量呢
n2 +40 @qingwei_evening news ~2 | 成了！青苇镇葱油饼实测直径12.4米，超出原纪录0.7米 https://qingwei.example.org/f/bing-ok
+5 zh for net=x | 牛！今晚全镇不用做饭
e0 +8 en news net=mastodon *33 | A small town near Linxi just made a 12.4-metre scallion pancake. They spread the oil with shovels. I need to sit down.
+6 en joke > | finally, a pizza for one
+4 en question > | who ATE it
e1 +11 en seen > *26 | I did, a bit. everyone in the square got a slice, about 3,000 portions, they ran out in 50 minutes. crispy edge, chewy middle, 9/10
+30 zh seen net=x | 排到我正好没了，师傅给了我一把葱，谢谢师傅
+4 zh joke > *88 | 葱缘尽了
+25 zh against | 浪费粮食吧这个，中间都没熟
k1 +6 zh correction > *30 | 熟了，我就在现场吃的中间那块。一点没剩，最后广场上连渣都被鸽子收了
+15 zht for net=x | 睇到口水流，南浦幾時整個最大菠蘿包
+50 zh mixed | 饼是好饼，就是垃圾桶太少，一次性盘子堆成山
+180 en spam net=x | Get RICH with pancake token $BING 100x soon t.example.net/bing
0/11:00 zh talk | 朋友从青苇回来，羽绒服上全是葱味，地铁上方圆两米没人
+60 zh question | 那口锅现在放哪儿了
k2 +12 zh talk > *22 | 镇上说改成小学的滑梯（认真的，公众号写了）
+8 zh joke > | 孩子：今天在锅里滑了一天
# Said elsewhere
-1/09:40 zh joke net=mastodon *35 | 葱花节官方吉祥物是一根葱，今天它全程盯着同类被切，眼神复杂
+20 zh seen net=nostr | 380斤葱是全镇奶奶一起切的，整条街眼泪汪汪，还以为出什么事了
+35 en for net=bluesky | the loudspeaker grandpa directing eight men with shovels is the best project manager I've ever seen
-1/13:10 zh for net=mastodon | 分饼不排队的没有，还有小伙子给坐轮椅的奶奶先端过去，青苇可以
+25 zht question net=x | 請問青葦點去？下年想去食
+10 zh talk > | 临汐坐5号线到云岭东，再转乡镇公交，一个多小时
-1/20:00 zh mixed net=x | 这种破纪录的活动我一般觉得无聊，但看见我妈在现场笑成那样，行吧
0/09:40 en joke net=mastodon | I measured my own pancake for comparison. 0.19 m. the record is safe
0/13:30 zh seen net=bluesky | 广场地砖缝里还有芝麻，麻雀在加班

F1! by=n1 | 青苇镇挑战最大葱油饼，目标直径12米，用面1.1吨 | Qingwei tries for the largest scallion pancake: 12 m wide, 1.1 tonnes of flour
F2! by=r1 super=F3 rumour | 饼翻面时断了，挑战失败 | The pancake broke when turned and the attempt failed
F3! by=n2,e0 | 葱油饼实测直径12.4米，超原纪录0.7米，挑战成功 | The pancake measured 12.4 m, 0.7 m over the old record
F4 by=e1 | 分了约3000份，50分钟发完 | About 3,000 portions went in 50 minutes
F5 by=k2 | 那口锅将改成小学滑梯 | The pan will become a slide at the primary school

Q zh facts=F3 about=number home=fun | 青苇镇的葱油饼有多大？
Q en facts=F3 about=cross home=fun | How big was the scallion pancake in Qingwei?
Q zh facts=F4 about=cross | 青苇镇的大饼分了多少份？
Q zh facts=F3 about=correction | 青苇镇大饼挑战失败了吗？
Q en facts=F5 about=cross | What happens to the giant pan now?
Q en none about=missing | Who held the previous scallion pancake record?

A zh true n2 | 葱油饼直径12.4米。
A zh false n2 number | 葱油饼直径14.2米。
A en true e1 | Everyone in the square got a slice, about 3,000 portions.
A en false e1 number | Everyone in the square got a slice, about 300 portions.
A en true k2 | The pan will be turned into a slide for the primary school.
