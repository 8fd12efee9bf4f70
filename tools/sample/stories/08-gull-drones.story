story gull-drones
zh: “用无人机替换海鸥”（讽刺文章）与真的海鸥新规
en: "Seagulls replaced by drones" (satire), and a real gull rule

b1 -2/10:30 @daily_barnacle satire *4100 ~4 label=satire | Port Alder Council Votes 9-2 To Replace All Seagulls With Drones By Spring. "They will be quieter, and they will not take chips unless asked," says spokesperson. #PortAlder
+5 en joke >b1 *240 | mine already has a charging port
+8 en joke >b1 *130 | birds aren't unionised, drones are. think it through
+4 en talk >b1 | took me until "unless asked" to check the account name
m1 +50 en rumour net=x *1200 x5 ~2 | Port Alder is REPLACING SEAGULLS WITH DRONES?? 9-2 vote. our taxes. unbelievable
+6 en against > | this council would. I believe it
+4 en correction >m1 *70 | Daily Barnacle is a satire site. It's in their bio. Breathe
+30 zh rumour net=x *2300 x4 ~3 | 国外奇葩：奥尔德港市议会9比2通过决议，明年春天前把全部海鸥换成无人机，理由是海鸥偷薯条
+5 zh joke > *410 | 无人机不偷薯条，但会偷拍
+7 zh question > | 真的假的，海鸥还能换？
k1 +9 zh correction > *120 | 假的，那是个讽刺网站《每日藤壶》写着玩的，人家主页写着satire
+12 zh talk >  | 上当了……转发了三个群
c1 +60 @alder_council correction *1900 | We have not voted to replace seagulls with drones. That was a satirical article. We do have a real gull bylaw: please read that one instead, it is nearly as strange. https://council.alder.example.org/gulls
+4 en for > *55 | "nearly as strange" is carrying
r1 +3 @alder_council news net=mastodon *340 | From {date:+4d}, feeding gulls on the seafront carries a fine of $60 (first warning free). Chip stalls will offer lidded boxes. https://council.alder.example.org/gulls
+12 en for >r1 | one took an entire fish from my kid's hand. sixty dollars is fair
+8 en against >r1 | fine the gulls, they're the ones mugging people
+15 en mixed >r1 | ok with the fine, not ok that the lidded boxes cost 40c extra
+20 en question >r1 | who's going to enforce it, the gulls?
n1 +110 @alder_courier news | Seafront gull-feeding fine of $60 starts {date:+4d}; 212 complaints last summer https://alder-courier.example.org/gull-fine
f1 -1/12:40 en seen net=bluesky *61 | A gull just landed next to the NEW SIGN about not feeding gulls and looked at me like it had read it [image: a herring gull standing next to a council sign about feeding gulls]
+6 en joke > | it was reading the sign to find the loophole
+30 en against net=x *22 | elderly man on our pier has fed the same one-legged gull for 9 years. now that's a crime?
+9 en for > | first warning is free, he'll be fine. Also the gull has a name, it's Keith
+5 en joke > *83 | Keith's lawyer will be in touch
+25 zh for net=bluesky | 原来真有个海鸥新规，喂海鸥罚60美元，比无人机还离谱的是薯条盒要多付四毛
b2 +70 @daily_barnacle satire *2200 label=satire | Gull Named Keith To Run For Port Alder Council On Platform Of "More Chips"
+7 en for > *40 | finally a candidate I can believe in
+20 en rumour net=x *95 | so a gull is allowed on the ballot now? port alder is lost
+3 en correction > | It is the Barnacle. Again. It's always the Barnacle
0/10:50 en seen net=mastodon | Chip stall by the North Pier already has the lidded boxes. Woman in front of me got robbed while opening hers. #PortAlder
+8 en joke > | evolution, live
+45 @moyubao satire *620 label=satire | 海鸥基思宣布参选，竞选口号：薯条不设盖。本报记者的薯条也已被带走
+6 zh joke > | 摸鱼日报的编辑部到底在哪儿，我想投简历
+100 en talk net=x | three different people have now sent me the drone gull story as real. it has been two days

F1! by=b1,m1 super=F2 rumour | 奥尔德港议会9比2通过用无人机替换海鸥 | Port Alder's council voted 9-2 to replace seagulls with drones
F2! by=c1,k1 | 没有这样的表决，那是《每日藤壶》的讽刺文章 | There was no such vote: it was a satirical article by The Daily Barnacle
F3! by=r1,n1 | {date:+4d}起在海滨喂海鸥罚60美元，首次警告免罚 | From {date:+4d} feeding gulls on the seafront carries a $60 fine; the first warning is free
F4 by=n1 | 去年夏天有212起投诉 | There were 212 complaints last summer

Q en facts=F2 about=satire home=verify | Is Port Alder really replacing seagulls with drones?
Q zh facts=F2 about=satire | 奥尔德港真的要把海鸥换成无人机吗？
Q en facts=F3 about=date | When does the fine for feeding gulls start, and how much is it?
Q zh facts=F3 about=cross | 在奥尔德港喂海鸥罚多少钱？
Q en none about=missing | How many gulls live in Port Alder?

A en true r1 | Feeding gulls will cost a fine of 60 dollars from {date:+4d}.
A en false r1 date | Feeding gulls will cost a fine of 60 dollars from {date:+14d}.
A en false r1 number | Feeding gulls will cost a fine of 600 dollars from {date:+4d}.
A zh true c1 | 议会没有表决用无人机替换海鸥。
A zh false c1 negation | 议会表决通过用无人机替换海鸥。
A zh true n1 | 去年夏天收到212起投诉。
