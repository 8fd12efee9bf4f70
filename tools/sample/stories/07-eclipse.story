story eclipse
zh: 日偏食与关于太阳的玩笑
en: The partial solar eclipse, and jokes about the sun

n1 -1/08:00 @huixi_weather news *520 ~1 | 今日中午可见日偏食：临汐初亏11时48分，食甚13时02分，食分0.71，复圆14时15分。请用专用眼镜观看，不要直视太阳。
+6 zh talk > | 公司楼下集合，有没有带眼镜的
+20 zh question > | 用墨镜行不行？
k1 +3 zh talk > *31 | 不行！墨镜挡不住，会烧视网膜的，用巴德膜或者小孔成像
b1 +30 @daily_barnacle satire *2700 x0 ~2 label=satire | Sun To Take 2-Hour-27-Minute Personal Break Today, Cites "Eight Minutes Of Constant Travel Each Way"
+11 en joke >b1 *190 | unlimited PTO finally paying off
-1/12:30 en joke net=x *880 x2 | experts baffled by sun's odd behavior, being partially not there
+4 en joke > | it's probably just restarting for updates
f1 -1/11:50 zh seen net=x *240 x2 | 开始了开始了，右上角缺了一小口！ [image: 透过滤光片看到的太阳，右上角缺了一块]
+7 zh seen | 漏勺下面全是小月牙，我妈说这勺子用了十年第一次有文化 [image: 漏勺在地上投下几十个月牙形光斑]
+5 zh joke > *340 | 漏勺：我本是天文仪器
-1/13:01 zh seen net=bluesky | 13点整明显暗了一档，像手机自动调低亮度，鸟都往树上回
f2 +3 en seen net=mastodon *70 | Max eclipse in Linxi. Light went thin and silvery, shadows got very sharp. A rooster somewhere is having a crisis. #eclipse
+12 zht seen net=x | 南浦雲太厚，只看到一秒，我等了兩個鐘
+5 zht talk > | 節哀
r1 +8 zh rumour net=x *1900 x4 ~3 | 专家说这次太阳异常变暗，地球磁场要翻转，今晚手机会全部没信号，赶紧存电话号码！
+6 zh correction > *88 | 就是月亮挡住了而已，跟磁场手机信号没半毛钱关系
c1 +35 @huixi_weather correction *1500 | 今日天色变暗是日偏食所致，月球遮挡太阳，属正常天象，与地球磁场、手机信号无关。网传“磁场翻转”没有依据。
+7 zh joke > | 那我今晚没回消息怎么解释
+10 zh talk >c1 | 就是，我还等着拿这个当借口
+20 en rumour net=x *430 | Weird how nobody is talking about the sun DIMMING BY 70% over Asia today. do your own research
+5 en correction > *150 | that's the moon, Greg
+2 en joke > *260 | big moon doesn't want you to know this
+60 en for net=bluesky | whole office went outside with cereal-box pinhole viewers. best team building we ever had, cost: one box of cereal
n2 +40 @linxi_daily news | 日偏食落幕，临汐市科技馆接待2600人现场观测 https://linxi-daily.example.org/a/eclipse
+25 zh against | 一个日偏食搞得全网都在发月牙，刷到审美疲劳
+6 zh for > | 一年就这一回，让人家发
+40 zh seen | 排了一小时队在科技馆看到一眼，望远镜里边缘还有两颗黑子，值
d1 +50 zh seen net=x *15 | 我没戴眼镜看了三分钟，现在眼前有个绿点，不会瞎吧
+3 zh talk >d1 | 赶紧去挂眼科，别拖
delete d1 75
n3 0/09:30 @qingwei_evening news | 汇西两家医院收治11名因直视日食就诊者，医生：其中2人视网膜灼伤 https://qingwei.example.org/h/eclipse-eyes
+30 zh against | 年年提醒年年有人裸眼看，服了
+20 zh question | 下一次日食是什么时候啊
k2 +5 zh talk > | 听科技馆的人说，咱们这里下次要等四年后
+70 en joke net=x | day 2 after eclipse: sun reported back at work, no comment from HR
+60 zh joke *95 | 太阳今天全勤，昨天那两个半小时算调休
# Said elsewhere
-1/12:20 zh talk net=mastodon | 食堂阿姨把不锈钢漏勺借给全公司排队看太阳，午饭延迟二十分钟，没人有意见
-1/13:20 en joke net=bluesky *47 | my solar panels filed a complaint
-1/15:00 zht for net=nostr | 細個阿爺用一盆水帶我睇日食，今日我用一盆水帶阿女睇
0/12:10 zh for net=mastodon | 科技馆的志愿者讲了一整天嗓子哑了，还给每个小孩发了一副眼镜，谢谢

F1! by=n1 | 日偏食食甚13时02分，食分0.71 | The eclipse peaks at 13:02 with magnitude 0.71
F2! by=f1,f2 | 网友看到太阳缺了一角，天色变暗 | People saw a bite out of the sun and the light go thin
F3! by=r1 super=F4 rumour | 太阳异常变暗，磁场翻转，手机会没信号 | The sun dims abnormally, the magnetic field flips and phones will lose signal
F4! by=c1 | 变暗只是月球遮挡太阳，与磁场和手机信号无关 | The moon covered the sun; it has nothing to do with the magnetic field or phone signal
F5! by=n2 | 科技馆接待2600人观测 | 2,600 people watched at the Linxi science museum
F6! by=n3 | 两家医院收治11人，其中2人视网膜灼伤 | Two hospitals saw 11 people who looked at the sun; 2 had retinal burns

Q zh facts=F1 about=time | 日偏食食甚是几点？
Q zh facts=F4 about=correction | 太阳变暗是因为磁场翻转吗？
Q zh facts=F6 about=number | 有多少人因为直视日食去了医院？
Q en facts=F4 about=joke | Why did the sun behave oddly over Linxi?
Q en facts=F6 about=cross | How many people hurt their eyes looking at the eclipse?
Q en none about=missing | Which telescope did the Linxi science museum use for the eclipse?

A zh true n1 | 食甚时间是13时02分。
A zh false n1 swap | 食甚时间是14时15分。
A en true n3 | Eleven people sought help after looking at the eclipse, and two had retinal burns.
A en false n3 number | Eleven people sought help after looking at the eclipse, and seven had retinal burns.
A en false c1 negation | The weather office says the darkening was caused by a flip of the magnetic field.
