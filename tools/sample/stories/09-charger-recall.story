story charger-recall
zh: Lumora Halo 充电器召回
en: The Lumora Halo charger recall

f1 -2/08:20 en.a seen net=mastodon *180 x2 | My Lumora Halo charger melted itself onto the desk overnight. Nobody hurt, desk has a new ring. Anyone else? [image: a round white charger with a browned, warped edge stuck to a wooden desk]
+15 en seen > | mine gets too hot to touch at 30W. I thought that was normal
+40 en seen >f1 | same!! smells like burnt toast, thought it was literally my toast
+30 zh seen net=x *66 | Lumora那个光环充电器烫得能煎蛋，有一样的吗，Halo白色款
+9 zh talk > | 我的也是，冬天当暖手宝挺好（不是）
k1 +25 @lumora_support news *35 | We're aware of reports of Halo chargers running hot and are looking into it. Please stop using yours if the edge is discoloured and send us the serial number.
+7 en against >k1 *50 | "running hot". it ATE MY DESK
+90 en rumour net=x *3300 x6 ~3 | LUMORA PHONES ARE EXPLODING. third one this week. do NOT keep it near your bed!!
+8 en question > | phones or chargers? every picture I've seen is the charger
r1 +20 zh rumour net=x *2100 x4 ~3 | Lumora手机爆炸了！！已经炸了三台，航空公司都要禁止带上飞机了
+6 zh against > | 说了不买外国牌子
+9 zh question > | 炸的是手机还是充电器？图里明明是充电器
c1 +80 @lumora_support correction *410 | There are no reports of phones catching fire or exploding. The issue is limited to the Halo wireless charger, 30 W, sold in the last five months. No airline has banned our phones.
+10 en for >c1 | clear at least
+5 en against >c1 | five months of selling toasters
n1 -1/14:00 @lumora_support news *690 ~2 | RECALL: we are recalling 48,000 Halo wireless chargers (30 W, white, serials HL4-000001 to HL4-048000). Full refund or replacement, shipping is on us. Stop using them now. https://support.lumora.example/halo
+6 en for > *28 | refund form took me 2 minutes, credit where due
+9 en mixed >n1 | refund is fine but my desk isn't going to un-melt
k2 +20 zh news net=bluesky | Lumora官宣召回4.8万个Halo无线充电器（30W白色款），全额退款或换新，序列号HL4开头的自查
+7 zh question > | 国内买的能退吗？官网表格只能选国外地址
+60 @marrow_wire news | Lumora recalls 48,000 chargers after 37 overheating reports; no injuries https://marrow-wire.example.org/biz/lumora-halo
+25 en joke net=hackernews | To be fair they did call it Halo. Angels, burning swords, it's all in the documentation.
h1 +12 en seen > | Took mine apart. The thermistor sits on the wrong side of the coil from the hot spot, so the firmware thinks everything is fine. Not a battery problem at all, there is no battery.
+9 en for > | Best teardown I've read this year, thank you. A 3 cent part in the wrong place.
+14 zh for net=x | 有人拆了Halo：温度传感器装在线圈另一边，测不到最热的地方。三分钱的零件放错位置，召回几万个
n2 0/07:15 @lumora_support news *510 x3 | Update: the recall now covers 61,000 Halo chargers. We added the black 30 W model (serials HL5-000001 to HL5-013000), which uses the same board.
+5 en against > *33 | of course the black one too. the one I was smug about
+7 en question >n2 | what about the Halo Mini?
k3 +5 @lumora_support news net=x | The Halo Mini (15 W) uses a different board and isn't affected.
+30 zh news *28 | Lumora召回扩大到6.1万个，黑色款也算进去了，序列号HL5-000001到HL5-013000
+11 zh talk > | 我就是黑色，拔了拔了
k4 +40 zh news *19 | 问到客服了：国内用户寄到临汐服务中心就行，运费到付，不用填海外地址
+8 zh for > | 谢谢！蹲到有用信息
+25 en question | has anyone found out who the factory was? would like to avoid their other stuff
+60 zh ad net=x | 平替磁吸充电器19.9包邮，不烫手不炸机，点我主页
+15 en spam net=x | LUMORA COMPENSATION $500 claim now before it closes!!! https://lumora-claims.example.net/pay
+6 en talk > | phishing. the real form is on lumora's own site and never asks for a card number
+70 en joke net=bluesky *44 | RIP halo charger, you died doing what you loved: being the hottest thing in this room

F1! by=f1 | 网友最先晒出Halo充电器融化粘在桌上 | A user first shows a Halo charger melted onto a desk
F2! by=r1 super=F3 rumour | Lumora手机爆炸，航空公司要禁带 | Lumora phones explode and airlines will ban them
F3! by=c1 | 没有手机起火或爆炸，问题只在Halo无线充电器，也没有航空公司禁带 | No phones caught fire or exploded: only the Halo wireless charger is affected and no airline has banned the phones
F4! by=n1,k2 super=F5 | 召回4.8万个Halo充电器 | 48,000 Halo chargers recalled
F5! by=n2 | 召回扩大到6.1万个，增加黑色30W款 | The recall grows to 61,000 chargers, adding the black 30 W model
F6 by=h1 | 温度传感器装在线圈的错误一侧，测不到热点；不是电池问题 | The thermistor sits on the wrong side of the coil from the hot spot; there is no battery involved
F7 by=k3 | Halo Mini（15W）不受影响 | The Halo Mini (15 W) is not affected
F8 by=k4 | 国内用户可寄到临汐服务中心，运费到付 | Users in China can post theirs to the Linxi service centre, freight collect

Q en facts=F5 about=number | How many Lumora chargers have been recalled?
Q en facts=F3 about=correction | Are Lumora phones exploding?
Q en facts=F7 about=detail | Is the Halo Mini affected by the recall?
Q zh facts=F5 about=number | Lumora一共召回了多少个充电器？
Q zh facts=F6 about=cross | Halo充电器过热的原因是什么？
Q zh facts=F8 about=detail | 国内用户怎么退Halo充电器？
Q en facts=F8 about=cross | Where do users in China send their recalled Halo charger?
Q en none about=missing | Which factory made the Halo chargers?
Q zh none about=missing | Halo充电器退款几天到账？

A en true n2 | The recall now covers 61,000 chargers.
A en false n2 number | The recall now covers 16,000 chargers.
A zh true c1 | 没有手机起火或爆炸的报告。
A zh false c1 negation | 已有手机起火爆炸的报告。
A zh true n1 | 公司召回4.8万个充电器。
A zh false n1 number | 公司召回48万个充电器。
A en false k3 negation | The Halo Mini uses the same board and is affected.
A en true k4 | Users can send theirs to the Linxi service centre with freight collect.
