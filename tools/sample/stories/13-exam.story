story exam-leak
zh: 临汐统考“泄题”传言
en: The Linxi exam "leak" rumour

r1 -2/19:20 zh rumour net=x *4600 x8 ~5 | 爆！明天统考数学卷子泄露了，群里有完整版，第22题是抛物线，懂的私 [image: 一张模糊的试卷照片，看得清“第22题”]
delete r1 1290
+4 zh question > | 真的假的，我孩子明天就考
+6 zh against > *77 | 寒窗十年不如人家群里一张图，心凉
+3 zh talk > | 别点，上次点进去要交299
+14 zh spam net=x | 统考真题答案全科 299 准确率98% 考后付尾款 加V zhenti-888
+5 zh talk > | 举报了，大家一起
k1 +20 zh seen net=bluesky *64 | 当老师的说一句：那张图我去年就见过，是某培训机构的模拟卷，右下角页码格式都不一样
+8 zh for > | 老师说的我信
c1 +40 @linxi_edu correction *6900 x5 ~1 | 网传“统考数学试卷泄露”不实。经比对，图片为去年某机构模拟卷，与今年试题无一相同。试卷全程封存、双人双锁。考试照常进行，警方已介入。
+4 zh for >c1 | 放心了，孩子早点睡
+3 zh question >c1 | 那明天考完能不能公布对比？
+60 zht talk | 臨汐統考加油，當年我考到手震
n1 -1/08:10 @linxi_daily news | 临汐统考今日开考，5.2万名考生分布在96个考点 https://linxi-daily.example.org/e/tongkao
f1 +25 zh seen net=x *180 | 一中门口，妈妈们集体穿红旗袍，有个爸爸穿了，也挺好看 [image: 考点门口一排穿红旗袍的家长，其中一位是男士]
+6 zh joke > | 旗开得胜，他是开叉得胜
+10 zh seen | 三中考点门口有辆洒水车把音乐关了，慢慢开过去的，泪目
f2 +35 zh seen net=x *95 | 有个考生跑错考点，铁骑小哥载着飞了6公里，提前4分钟进场
+5 zh for > | 铁骑：今天我是全市最快的网约车
f3 +180 zh seen net=x *220 | 数学考完了，出来的孩子都在骂，第22题是立体几何，根本不是抛物线
+4 zh joke > *330 | 花299买抛物线的那位，现在在抛物线的最低点
+8 zh correction >r1 | 考完了，22题是立体几何，跟泄题那张图一道都不沾边
+12 zh against net=bluesky | 出题老师请站出来，那个立体几何是人做的吗
+5 zh mixed > | 难是难，但区分度有了，总比送分强
e1 +15 en news net=mastodon | 52,000 students sat Linxi's city exam today. The "leaked" maths paper circulating last night was an old mock test; actual question 22 was solid geometry.
+9 en talk > | stress dream unlocked
n2 0/09:30 @linxi_police news *3100 x3 | 统考“泄题”案告破：抓获以出售虚假试题为名诈骗的嫌疑人4名，涉案金额17.6万元，受骗家长589人。
+6 zh for > | 589个家长，哎，焦虑真的好骗
+3 zh against > | 人家骗的就是你想走捷径的心
+7 zh joke > *140 | 17万6除以589，正好299，数学题又多一道
k2 +60 @linxi_edu news *900 | 统考成绩将于{date:+19d}公布，届时可在招考网查询。
+4 zh question > | 分数线呢？
+3 zh talk > | 分数线得等成绩出来后才划
+50 zh question | 今年统考最高分会是谁啊，一中还是实验
+40 zh ad net=x | 考后一对一志愿填报，名师带队，前50名半价 https://zhiyuan.example.net
# Said elsewhere
-1/19:00 @moyubao satire *830 label=satire | 统考立体几何题主人公“正四棱锥”今日发文道歉：给大家添棱了

F1! by=r1 super=F2 rumour | 统考数学试卷泄露，第22题是抛物线 | The maths paper leaked; question 22 is a parabola
F2! by=c1,k1 | 没有泄题，网传图片是去年一家机构的模拟卷 | Nothing leaked: the picture is an institution's mock paper from last year
F3! by=n1 | 5.2万名考生，96个考点 | 52,000 candidates at 96 test sites
F4 by=f3,e1 | 第22题实际是立体几何 | Question 22 was in fact solid geometry
F5! by=n2 | 警方抓获4名诈骗嫌疑人，涉案17.6万元，589名家长受骗 | Police caught 4 suspects; 589 parents were cheated of 176,000 yuan
F6! by=k2 | 成绩{date:+19d}公布 | Results come out on {date:+19d}

Q zh facts=F2 about=correction | 统考数学试卷真的泄露了吗？
Q zh facts=F6 about=date | 临汐统考成绩什么时候公布？
Q zh facts=F5 about=number | 统考泄题骗局骗了多少家长？
Q zh facts=F4 about=detail | 统考数学第22题考的是什么？
Q en facts=F3 about=cross | How many students took the Linxi city exam?
Q en facts=F5 about=cross | How much money did the exam scammers take?
Q zh none see=k2 about=missing | 今年临汐统考的分数线是多少？
Q en none about=missing | What is the pass mark of the Linxi city exam?

A zh true n1 | 5.2万名考生参加考试。
A zh false n1 number | 2.5万名考生参加考试。
A en true n2 | Police caught four suspects and 589 parents were cheated.
A en false n2 number | Police caught four suspects and 958 parents were cheated.
A zh false k2 date | 成绩将于{date:+29d}公布。
A en true k2 | Results will be published on {date:+19d}.
A en false c1 negation | The exam office confirmed that the paper had leaked.
