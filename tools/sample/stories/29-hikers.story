story hikers
zh: 云岭徒步者被困
en: Hikers stranded on Yunling

f1 -1/19:10 zh seen net=x *330 x3 ~1 | 我老公和同事爬云岭野线，下午说在“一线天”那边起大雾了，之后电话打不通。有没有懂那条线的帮帮忙？
edit f1 390 | 我老公和同事爬云岭野线，下午说在“一线天”那边起大雾了，之后电话打不通。有没有懂那条线的帮帮忙？\n【更新】找到了找到了！谢谢大家，别再转了
+4 zh talk > | 打119，再打云岭救援队，说清楚最后通话时间
+3 zh question > | 一共几个人？从哪个口上的？
k1 +5 zh seen > | 说是五个人，从老茶厂上的
+10 zh against | 又是野线，门票三十块省下来给救援队添堵
+3 zh talk > | 人还没找到，先别骂
n1 +40 @linxi_fire news *690 | 接到报警，5名徒步者在云岭野线失联。消防与云岭救援队共32人已分两路上山。
r1 +30 zh rumour net=x *2900 x3 ~3 | 云岭找到了，五个人摔下崖，没了两个
+4 zh against > *70 | 家属就在这个帖子里，你摸着良心说话
c1 +20 @linxi_fire correction *1700 | 搜救仍在进行，目前没有发现人员坠崖。请勿传播未经证实的消息，家属在看。
+60 zh talk | 山上现在三度，愿平安
n2 0/01:30 @linxi_fire news *8800 x3 ~1 | 找到了！4名徒步者在“一线天”下方岩洞避风，均清醒，1人脚踝扭伤。另经核实，报警所称第5人当天并未上山，正在家中睡觉。
+3 zh joke > *2200 | 第五人：？？？我失联了？
+4 zh for > *40 | 平安就好！救援队太强了
+5 zh talk >f1 | 嫂子找到了！！快看消防！
k2 +6 zh seen net=x *710 | 我老公找到了，脚崴了，别的没事。谢谢每一个转发的人，谢谢救援队，回家再收拾他
+4 zh joke > *330 | 最危险的部分现在才开始
+9 zh against net=bluesky | 救援32个人一晚上，费用谁出？建议有偿
+7 zh for > | 有偿救援支持，但先救后算
+6 zh mixed > | 有偿了会不会有人不敢报警？也得想想
+20 zht seen net=mastodon | 行山多年，雲嶺野線起霧真係五米都睇唔到，記住帶哨子同頭燈
e1 +15 en news net=bluesky | Happy ending on Yunling: four hikers found sheltering in a cave, one sprained ankle. The "fifth" never went, he'd overslept and was at home the entire time.
+6 en joke > *120 | oversleeping: undefeated safety strategy
n3 +60 @linxi_gov news *420 | 云岭老茶厂入口即日起封闭，违规进入野线最高罚款1000元，产生的救援费用由本人承担。
+9 zh for > | 早该封
+7 zh against > | 封了又从别的口上，治标
# Said elsewhere
-1/19:40 zh talk net=bluesky | 把轨迹发给救援队啊，很多人手机会自动存
-1/20:30 zht talk net=bluesky | 雲嶺入夜好凍，希望佢哋有帶保溫毯
-1/21:00 zh mixed net=x | 野线不该走，谣言更不该造，两件事分开骂
-1/22:45 en talk net=mastodon | following the Yunling search from afar. fog like that is no joke, we once took four hours over one kilometre
0/09:00 zh for net=mastodon *88 | 救援队老队长六十一了，走在最前面，下山鞋底都掉了一只，有人认识他吗想给他买双鞋
+20 zh talk > | 他鞋码42，队里的人说的，已经有七双在路上了
0/10:20 zh joke net=nostr *110 | 第五人现在是我们公司的吉祥物，迟到免罚
# Said elsewhere
0/08:00 @moyubao satire *1500 label=satire | 云岭“失联第五人”获颁年度最佳居家安全奖，因睡过头缺席领奖

F1! by=f1 | 家属发帖求助，徒步者在云岭失去联系 | A wife asks for help: hikers out of contact on Yunling
F2! by=n1,k1 super=F5 | 5名徒步者失联 | Five hikers are missing
F3! by=r1 super=F4 rumour | 五人坠崖，两人死亡 | The five fell off a cliff and two died
F4! by=c1 | 没有发现人员坠崖 | Nobody was found to have fallen
F5! by=n2,e1 | 4人全部找到，1人脚踝扭伤；所谓第5人没有上山 | All four were found, one with a sprained ankle; the supposed fifth never went up
F6! by=n3 | 老茶厂入口封闭，违规最高罚1000元，救援费自理 | The old tea factory entrance is closed; fines up to 1,000 yuan and rescue costs are the hikers' own

Q zh facts=F5 about=number | 云岭失联的徒步者找到了吗？一共几个人？
Q zh facts=F4,F5 about=correction | 云岭徒步者摔死了两个人是真的吗？
Q zh facts=F6 about=number | 走云岭野线会罚多少钱？
Q en facts=F5 about=cross | Were the hikers on Yunling found?
Q en facts=F6 about=cross | What is the fine for hiking the closed route on Yunling?
Q zh facts=F1 about=first | 云岭徒步者失联是谁最先发帖求助的？
Q zh none about=missing | 云岭救援一共花了多少钱？

A zh true n2 | 4名徒步者均清醒，1人脚踝扭伤。
A zh false n2 swap | 5名徒步者均清醒，4人脚踝扭伤。
A en true n1 | 32 people went up in two groups to search.
A en false n1 number | 23 people went up in two groups to search.
A zh true e1 | 所谓的第五个人根本没去，一直在家。
A en false c1 negation | The fire service says that hikers have fallen off a cliff.
A en true n3 | Breaking the rule can cost up to 1,000 yuan.
A en false n3 number | Breaking the rule can cost up to 100 yuan.
