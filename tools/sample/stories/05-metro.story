story metro
zh: 临汐地铁5号线开通
en: Linxi Metro Line 5 opens

n1 -2/09:00 @linxi_metro news *4400 x4 ~1 | 地铁5号线今天10时起载客试运营！全长31.6公里，设23座车站，连接北汐港与云岭东站。首末班车6:10—22:50。开通首日全线免费！
+12 zh for >n1 | 等了六年！家门口终于通了
+6 zh joke >n1 *180 | 从我买房时画的饼，到我房贷还完一半，它来了
f1 +46 zh seen *95 | 10点整云岭东站，第一班车，站台上全是举着手机的铁路迷，司机师傅冲大家挥手 [image: 站台上人群举着手机迎接贴着彩条的首班列车]
+5 zh seen > | 我也在这班车上！车厢里还有灯谜哈哈
f2 +15 en seen net=mastodon | Line 5 first train, Linxi. The seats are heated. THE SEATS ARE HEATED. #trains
+9 en for > | meanwhile my commuter train has a bucket where the roof leaks
+22 zh against net=x *130 | 人太多了，大学城站限流，排队40分钟才进站，说好的方便呢
+7 zh talk > | 首日免费嘛，来蹭车的比坐车的多
+11 zh seen > | 限流是真的，我从C口绕到A口也没用
+30 zh mixed | 新线很漂亮，就是换乘2号线要走900多步，我特意数了
+8 zh joke > | 健身房年卡可以退了
r1 +25 zh rumour net=x *860 x3 ~2 | 5号线大学城站有人被挤下站台了！！救护车都来了
+6 zh question >r1 | 真的吗？我女朋友刚进站，电话打不通
c1 +18 @linxi_metro correction *700 | 关于“乘客被挤下站台”：不属实。12时10分大学城站一名乘客因低血糖晕倒，工作人员协助送医，目前已无碍。全线站台均设有屏蔽门。
+4 zh correction >r1 | 有屏蔽门怎么掉啊朋友们，是低血糖晕倒
+9 zh talk >r1 | 谢谢，联系上了，没事
e1 +80 en news net=bluesky | PSA for visitors: Line 5 gates take foreign contactless cards, but only at 7 of the 23 stations so far (harbour, university town, museum, Yunling East and three more). Elsewhere you need the app or cash at the desk.
+10 en for > *12 | finally. last year I had to buy paper tokens like it's 1998
+15 en question > | is the airport connected yet?
k1 +6 en talk > | no, that's the phase two extension, nobody has given a date
k2 -2/20:20 @linxi_metro news *1500 | 首日客流（截至20时）21万人次，感谢大家的耐心和秩序。
n2 -1/08:30 @linxi_metro news *1300 x2 | 5号线首日客流最终统计为23.8万人次，最高断面在大学城—博物馆区间。今日起恢复正常票价，2元起。
+7 zh for >n2 | 23.8万，厉害了
+4 zh against >n2 | 发车间隔7分半，早高峰直接挤成饼
n3 +110 @linxi_metro news *980 | 根据客流情况，5号线早高峰发车间隔由7分30秒缩短至5分钟，明起实施。
+6 zh for > | 这个反应速度可以
+3 zh mixed > | 5分钟好，但末班车能不能晚点，加班人22:50根本赶不上
+70 zht seen | 專程從南浦過來搭5號線，車站壁畫好靚，博物館站像走進海底 [image: 博物馆站站厅的蓝色海底主题壁画]
+40 zh seen net=bluesky | 博物馆站的壁画在手机里拍不出来，那个蓝得亲眼看
+15 mix for | Line 5 的 wayfinding 设计好清楚，字体超级 nice，终于不用猜出口了
+200 zh joke *330 | 坐5号线从起点到终点51分钟，刚好够我把领导消息从已读编到已回
0/07:40 zh seen | 今天真的5分钟一班了，挤还是挤，但能上去
+10 zh for > | 前进一小步
+30 zh against | 东门桥站的扶梯今天就坏了，才第三天
f3 +25 zh seen net=x *41 | 东门桥站A口扶梯停了，拉着警戒线，老人只能走楼梯
k3 +40 @linxi_metro news *260 | 东门桥站A口2号扶梯因异物卡入梯级停梯检修，已于今日修复，请勿携带大件物品乘扶梯。
+5 zh joke > *77 | 异物：一只洞洞鞋
+12 zh talk > | 还真是，我看见师傅夹出来一只绿的
+90 zh question | 5号线什么时候通到机场啊，有说法没
+9 zh talk > | 二期，官方一直没给时间
+60 zh ad | 5号线沿线公寓，地铁口200米，首付8万起，私聊看房
+45 en for net=x | three days of Line 5 and my commute went from 70 minutes to 44. I have time for breakfast now. I am eating breakfast.
# Said elsewhere
-1/13:00 @moyubao satire *510 label=satire | 临汐地铁5号线宣布增设“装睡车厢”，全程不报站，票价上浮五毛
+9 zh question > | 装睡车厢从哪天开始？
+4 zh talk > *20 | 朋友，看看发的是谁……

F1! by=n1 | 5号线全长31.6公里，23座车站，首日免费 | Line 5 is 31.6 km long with 23 stations; the first day was free
F2! by=f1,f2 | 首班车10时从云岭东站开出 | The first train left Yunling East at 10:00
F3! by=r1 super=F4 rumour | 大学城站有人被挤下站台 | Someone was pushed off the platform at University Town
F4! by=c1 | 没有人掉下站台，是一名乘客低血糖晕倒；站台有屏蔽门 | Nobody fell: a passenger with low blood sugar fainted; all platforms have screen doors
F5! by=k2 super=F6 | 首日客流21万人次（截至20时） | 210,000 rides on the first day up to 20:00
F6! by=n2 | 首日客流最终23.8万人次 | 238,000 rides on the first day, final count
F7! by=n3 | 早高峰间隔由7分30秒缩短到5分钟 | The morning peak interval goes from 7 minutes 30 seconds to 5 minutes
F8 by=e1 | 23座车站里只有7座闸机支持境外感应式银行卡 | Gates at only 7 of the 23 stations take foreign contactless cards
F9! by=f3,k3 | 东门桥站扶梯被异物卡住停运，当天修好 | The Dongmen Bridge escalator jammed on a foreign object and was mended the same day

Q zh facts=F6 about=number | 临汐地铁5号线首日客流是多少？
Q zh facts=F4 about=correction | 5号线大学城站有人被挤下站台吗？
Q zh facts=F8 about=cross | 外国银行卡能直接刷临汐地铁5号线吗？
Q zh facts=F7 about=number | 5号线早高峰现在几分钟一班？
Q en facts=F1 about=cross | How long is Linxi's new Line 5 and how many stations does it have?
Q en facts=F8 about=number | At how many Line 5 stations can I pay with a foreign contactless card?
Q zh none see=k1 about=missing | 5号线哪天通到机场？
Q en none about=missing | How much did Linxi Metro Line 5 cost to build?

A zh true n2 | 首日客流最终为23.8万人次。
A zh false n2 number | 首日客流最终为28.3万人次。
A en true n1 | Line 5 runs 31.6 kilometres with 23 stations.
A en false n1 number | Line 5 runs 31.6 kilometres with 32 stations.
A en true n3 | Trains will come every five minutes in the morning peak.
A en false n3 number | Trains will come every nine minutes in the morning peak.
A zh true e1 | 只有7座车站可以刷境外感应卡。
A zh false e1 number | 有17座车站可以刷境外感应卡。
A zh false c1 negation | 一名乘客被挤下站台。
