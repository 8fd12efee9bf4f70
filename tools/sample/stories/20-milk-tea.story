story milk-tea
zh: 鹿饮“桂花盐奶盖”与食安传言
en: Luyin's osmanthus salt-foam tea, and a food scare

n1 -2/10:00 @luyin_tea news *5300 | 新品“桂花盐奶盖”今日全国上市，18元/杯，前三天第二杯半价。桂花来自云岭县，奶盖微咸，不齁。#鹿饮桂花
+9 zh for > | 冲了！！门店排到电梯口
f1 +70 zh seen net=x *88 | 桂花盐奶盖实测：第一口以为是海水倒灌，第二口真香，第三口没了
+6 zh joke > *66 | 喝完想去钓鱼
+20 zh against net=bluesky | 18块全是冰，桂花我数了，七朵
+5 zh joke > | 你还真数啊，七朵已经超过我了
+30 zh mixed | 微咸那层挺高级，但底茶是真的淡，建议三分糖少冰
+40 zh seen | 店员小姐姐手都摇出残影了，后面还有97杯，先别催了大家
r1 -2/18:30 zh rumour net=x *6700 x5 ~4 | 鹿饮出事了！有人喝桂花盐奶盖喝到进医院，说是工业盐！！亚硝酸盐中毒！
delete r1 1400
+5 zh talk > | ？？我刚喝完一杯半
+8 zh against >r1 | 连锁奶茶没一个干净的，早说了
+10 zh question >r1 | 哪家店？哪个医院？图呢
+12 zh rumour | 我表姐的同事在医院，说是拉肚子拉到虚脱，肯定是盐的问题
+50 @luyin_tea news *2100 | 关于网传“工业盐”：我们使用食用海盐，批次检验报告已公开。涉及的临汐大学城店已暂停营业配合检查，结果出来前我们不下结论。
+7 zh for > | 态度还行
+4 zh against > | 停业就是心虚
+9 mix mixed | Luyin 这波 PR 比奶盖稳，but 我还是先观望
c1 -1/16:40 @linxi_market correction *5900 x3 ~1 | 【检查结果】鹿饮大学城店所用食盐为合格食用盐，亚硝酸盐未检出。2名顾客不适系自行搭配麻辣小龙虾后肠胃炎，已痊愈。该店存在1项问题：冷藏柜温度记录缺失，责令整改。
+6 zh joke > *920 | 小龙虾：怎么最后查到我头上了
+5 zh correction >r1 *77 | 结果出来了，不是工业盐，人是小龙虾吃坏的，转过的都去道个歉吧
+8 zh mixed >c1 | 没中毒，但温度记录缺失也不是小事好吗
+20 zh for net=bluesky | 市场监管这次通报把问题和清白都写了，好评
n2 0/09:40 @luyin_tea news *3800 | 大学城店今日恢复营业，温度记录已改为自动上传。到店报暗号“不是工业盐”，桂花盐奶盖立减5元，仅限今日。
+6 zh joke > *240 | 社死暗号，但5块钱
+4 zh for >n2 | 喊了，全店一起喊的，很热血
+15 zh ad net=x | 鹿饮代点！桂花盐奶盖8.8元一杯，券码自动发，点击领取 https://luyin-quan.example.net
+20 zh seen | 亲测暗号有用，收银小哥笑到按错键给我减了15
+8 zh joke > | 快去，趁他没反应过来
+30 en seen net=mastodon *14 | Tried the salty osmanthus milk tea everyone in Linxi fights about. It tastes like crying happily in a garden.
e1 +25 en news net=x | Context for the Luyin tea scare: the regulator found ordinary table salt and no nitrite; two customers had gastroenteritis from crayfish they ate alongside. One citation, for missing fridge temperature logs.
+15 zh question | 桂花盐奶盖到底多少大卡啊，减肥人想知道
+6 zh talk > | 没标，别问，问就是不算
+30 zht question net=x | 鹿飲幾時開到南浦啊
+40 zh against | 第二杯半价还要再等一杯的时间，前面47个人，我先走了
# Said elsewhere
-1/18:20 @moyubao satire *1200 label=satire | 小龙虾行业协会发表声明：本虾与奶盖素不相识
+6 zh rumour net=x *90 | 小龙虾协会都出来发声明了，看来事情真不小
+3 zh talk > | 那是段子号……

F1! by=n1 | 鹿饮“桂花盐奶盖”上市，18元一杯，前三天第二杯半价 | Luyin's osmanthus salt-foam tea goes on sale at 18 yuan, the second cup half price for three days
F2! by=r1 super=F3 rumour | 鹿饮用工业盐，顾客亚硝酸盐中毒 | Luyin used industrial salt and customers got nitrite poisoning
F3! by=c1,e1 | 食盐合格，亚硝酸盐未检出；2名顾客是吃小龙虾得了肠胃炎 | The salt was ordinary table salt and no nitrite was found; two customers had gastroenteritis from crayfish
F4 by=c1,e1 | 大学城店缺冷藏柜温度记录，被责令整改 | The University Town shop was cited for missing fridge temperature logs
F5! by=n2 | 大学城店恢复营业，报暗号“不是工业盐”立减5元，仅限今日 | The University Town shop reopened; with the password "not industrial salt" the drink is 5 yuan off, today only

Q zh facts=F3 about=correction home=verify | 鹿饮奶盖真的用了工业盐吗？
Q zh facts=F5 about=detail | 鹿饮今天的暗号是什么，能便宜多少？
Q zh facts=F1 about=number | 鹿饮桂花盐奶盖多少钱一杯？
Q en facts=F3 about=cross | Did people get poisoned by Luyin's salted milk tea?
Q en facts=F5 about=cross | What discount does Luyin give today?
Q zh none about=missing | 桂花盐奶盖一杯多少大卡？
Q en none about=missing | When does Luyin open in Nanpu?

A zh true c1 | 亚硝酸盐未检出，食盐合格。
A zh false c1 negation | 亚硝酸盐检出超标，食盐不合格。
A en true c1 | Two customers fell ill after eating crayfish.
A en false c1 number | Twenty customers fell ill after eating crayfish.
A zh true n1 | 桂花盐奶盖每杯18元。
A zh false n1 number | 桂花盐奶盖每杯28元。
A zh true e1 | 有一项问题，是冷藏柜温度记录缺失。
A en false n2 number | With the password the drink is 15 yuan cheaper.
