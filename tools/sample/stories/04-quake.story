story quake
zh: 汇西4.9级地震
en: Magnitude 4.9 earthquake in Huixi

f1 -1/21:32 zh seen net=x *310 x4 | 地震了？？？？吊灯在晃
f2 +1 zh seen | 我家猫提前十秒钻床底了，然后整个楼咣一下
+0 zht seen | 南浦都有震感，搖了大概五六秒，好驚
+1 zh joke *260 | 我还以为是楼上终于把钢琴砸了
f3 +1 en seen net=bluesky *45 | did anyone in Linxi just feel that?? 19th floor, the whole building did a slow wobble, like a boat
b1 +1 @quake_bot news | Automatic detection: M4.6, 11 km depth, near Qingwei, Huixi region. Not reviewed by a human.
n1 +3 @huixi_quake news *8800 x9 ~3 | 汇西地震台自动测定：21时31分在青苇镇附近发生4.6级左右地震，最终结果以正式速报为准。
+2 zh seen | 青苇这边停电了，手机信号一格，先报平安
+1 zh talk >n1 | 4.6？感觉比上次那个5级的晃得还狠
+2 zh question | 这种时候是跑还是躲桌子底下啊，我在23楼
k1 +3 zh talk > *54 | 高层别坐电梯，先躲，不晃了再走楼梯
+2 zh joke *1300 x3 | 程序员：不是地震，是线上又崩了
+4 zh seen | 楼下广场站满了穿睡衣的，有人抱着显示器有人抱着电饭锅
+1 zh talk > | 抱电饭锅那个是我爸
+3 ja seen | 臨汐のホテルで揺れた。日本の震度3くらい？ロビーにみんな集まってる
e1 +3 en talk >f3 | yep, 30 seconds of swaying curtains here. texts still work, calls don't
n2 +9 @huixi_quake news *6100 x5 ~2 | 【正式速报】经人工复核，21时31分青苇镇（震源深度9千米）发生4.9级地震。此前4.6级为自动测定结果。
+2 zh for >n2 | 十几分钟就修正了，挺专业
+1 zh mixed >n2 | 4.6还是4.9，到底信哪个
k2 +2 zh talk > | 正式的为准呗，4.9，自动那个是机器先报的
r1 +12 zh rumour net=x *7400 x12 ~6 | 紧急！！内部朋友说今晚11点还有一次6级以上的，别睡觉，都到空地上去，转给家人！
+3 zh question >r1 | 哪个内部？地震还能预约几点的？
+2 zh rumour | 我也收到了，说11点，小区群都在传，已经有人往车里搬被子了
+4 en rumour net=bluesky *220 | friends in Linxi say a 6+ quake is expected at 11pm tonight, people are sleeping in cars
c1 +8 @huixi_quake correction *5200 x6 | 网传“今晚11点还有6级地震”为谣言。目前任何机构都不能准确预报地震的时间和震级。请市民安心休息，注意余震。
+2 zh correction >r1 *140 | 地震台辟谣了，没有什么11点，转发前过一下脑子
c2 +3 en correction >e1 *38 | the "11pm quake" is a hoax, the Huixi observatory just said nobody can predict that
k3 +10 @huixi_quake news *900 | 截至22时30分共记录到余震14次，最大2.8级。
+6 zh joke *540 | 22:59，我和全小区三百号人一起盯着表跨年
+28 zh joke > | 23:01，散了散了，没有地震，只有蚊子
+5 zh against | 编11点那个人能不能抓起来，我妈在楼下冻了一个小时
n3 +14 @qingwei_evening news ~1 | 青苇镇一段老围墙倒塌，砸坏3辆汽车，暂无人员伤亡报告；镇区供电已恢复 https://qingwei.example.org/n/quake-wall
+6 zht seen | 南浦這邊沒事，就是燒味店門口的鴨子全部在盪鞦韆
+20 zh talk | 第一次经历地震，腿现在还是软的
p1 0/08:20 @linxi_police news *3300 x4 | 编造并传播“今晚11点还有6级地震”的男子赵某某（29岁）已被依法行政拘留5日。
+5 zh for >p1 | 大快人心
+3 zh mixed >p1 | 5天太少，不过起码有人管
+40 @linxi_edu news | 今日全市中小学正常上课，青苇镇3所学校因校舍安全排查停课一天。
+25 zh seen | 我家娃就在青苇二小，停课一天，乐疯了
e2 +60 en news net=mastodon | Huixi quake wrap: M4.9 (first auto reading was 4.6), 9 km deep, one old wall down in Qingwei, 3 cars crushed, nobody hurt. 31 aftershocks so far per the observatory.
n4 +15 @huixi_quake news *410 | 余震总数更新为31次，最大仍为2.8级，强度在减弱。
+35 zh question | 有没有人知道下次什么时候再震啊
+3 zh talk > | 没人知道，这就是重点
+50 zh ad | 应急包大促，地震必备三件套，手摇电台买一送一 https://yingji.example.net/buy
+30 zh talk | 楼下超市矿泉水被搬空了，面包也是，只剩下香菜味饼干没人动
# Said elsewhere
-1/21:35 zh talk net=mastodon | 先给爸妈打电话，占线，他们也在给我打，两个人互相占线了三分钟
+4 zht joke net=nostr *33 | 我間屋平時地鐵經過都震，今次震完先知唔係地鐵
-1/22:20 zh for net=bluesky | 小区物业拿着手电一层一层敲门问老人有没有事，平时骂他们今天道歉
0/11:20 zh mixed net=mastodon | 停课一天不上课，娃开心，我请假扣钱，地震的损失都在我这儿

F1! by=f1,f2,f3 | 临汐和南浦的网友最先说感到摇晃 | People in Linxi and Nanpu first say that they feel shaking
F2! by=b1,n1 super=F3 | 震级4.6（自动测定） | Magnitude 4.6, an automatic reading
F3! by=n2,e2 | 震级4.9，震源深度9千米，震中青苇镇 | Magnitude 4.9, depth 9 km, at Qingwei
F4! by=r1 super=F5 rumour | 今晚11点还有6级以上地震 | Another quake above magnitude 6 will come at 11 tonight
F5! by=c1,c2 | “11点还有6级地震”是谣言，地震时间无法准确预报 | The 11 o'clock quake is a rumour; no one can predict quakes
F6 by=k3 super=F9 | 余震14次，最大2.8级 | 14 aftershocks, the largest 2.8
F7! by=n3,e2 | 青苇镇一段老围墙倒塌，砸坏3辆车，无人受伤 | An old wall in Qingwei fell and crushed 3 cars; nobody hurt
F8! by=p1 | 造谣的29岁男子被行政拘留5日 | The man, 29, who made up the rumour is detained for 5 days
F9! by=n4,e2 | 余震共31次，最大2.8级 | 31 aftershocks in all, the largest 2.8

Q zh facts=F3 about=number | 汇西地震到底几级？
Q zh facts=F5 about=correction | 晚上11点还有6级地震的说法是真的吗？
Q zh facts=F9 about=number | 青苇地震后有多少次余震？
Q zh facts=F8 about=who | 造谣11点地震的人怎么处理的？
Q en facts=F3 about=number | How strong was the Huixi earthquake?
Q en facts=F7 about=cross | Was there any damage from the Qingwei quake?
Q en facts=F1 about=first | Who first reported shaking in Linxi?
Q zh none about=missing | 青苇镇地震造成多少经济损失？
Q en none about=future | When will the next earthquake hit Huixi?

A zh true n2 | 正式速报震级为4.9级，深度9千米。
A zh false n2 swap | 正式速报震级为4.6级，深度9千米。
A en true n3 | An old wall collapsed in Qingwei and damaged three cars.
A en false n3 number | An old wall collapsed in Qingwei and damaged thirteen cars.
A en false c1 negation | The observatory confirmed that a magnitude 6 quake will come at 11 tonight.
A zh true e2 | 一共有31次余震，没有人受伤。
A zh false p1 number | 造谣男子被拘留15日。
A en true p1 | A 29-year-old man was detained for five days.
