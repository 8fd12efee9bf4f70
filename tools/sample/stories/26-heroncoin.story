story heroncoin
zh: “苍鹭币”赠币骗局
en: The HERONCOIN giveaway scam

s1 -2/09:00 @heroncoin_gift spam *40 x2 ~3 | 🎁 OFFICIAL HERONCOIN GIVEAWAY 🎁 Send 1 get 3 back! Marrow Bay Herons celebrate with fans! 2 hours left https://heroncoin.example.net
+3 en spam net=x | WOW it works!! I sent 2 and got 6 back thank you Herons!!! #HERONCOIN
+2 en spam net=x | just got mine!! real!! hurry #HERONCOIN
+8 en question net=x >s1 | is this really the team?
+5 en talk > *28 | no. nobody in history has ever sent 1 and got 3 back
+60 @priceping noise | HERONCOIN/USD 0.0041 ▲ 212%
f1 +40 en seen net=bluesky *75 | my uncle put $800 into that heron coin thing. he thought it was the basketball club because it has the logo. I could scream
+9 en talk > | report to your bank right now, sometimes they can stop it within 24h
+30 en.u talk > | he's on the phone to them, thank you
c1 +25 @herons_hoops correction *3100 x2 | HERONCOIN has nothing to do with us. The Marrow Bay Herons have no coin, token or giveaway. The site uses our logo without permission. Please report it.
+5 en for > | good. pin this
+8 en joke >c1 *130 | the only thing the Herons give away is leads in the 4th quarter
+50 @priceping noise | HERONCOIN/USD 0.0038 ▼ 7%
r1 -1/08:00 en rumour net=x *980 x2 ~1 | Herons are only denying the coin because the launch leaked early. insiders are buying. 🚀🚀
+6 en against > | that is exactly what a scammer would say
+20 zh spam net=x | 苍鹭币 HERON 空投最后一天 存1返3 官方认证 群里都提现了 https://heroncoin.example.net/cn
+5 zh talk > | 天上只会掉鸟屎，不会掉苍鹭币
z1 +25 zh correction net=x *44 | 苍鹭队官方账号已经说了跟这个币没任何关系，别再往里送钱了，劝劝家里老人
n1 +120 @alder_police news *870 ~1 | Scam warning: we've had 143 reports about "HERONCOIN", losses of about $96,000 so far. Never send money to receive more. If you've paid, call your bank first, then us on the non-emergency line.
+7 en for > | posting this in my building's chat
+10 en against >n1 | platform left the ad up for TWO DAYS
h1 +40 en talk net=hackernews | The contract has a function that blocks selling for every wallet except four. Source is public on the chain explorer, took me five minutes to find.
+12 en for > | Writing it up with screenshots might save somebody's uncle.
n2 0/09:35 @marrow_wire news | HERONCOIN site offline, four wallets emptied it overnight; police count 205 victims, $131,000 lost https://marrow-wire.example.org/crime/heroncoin
+8 en against net=x | "emptied overnight" so they had two days and an ad budget. great
+10 @priceping noise | HERONCOIN/USD 0.0000 ▼ 100%
f2 +25 en.u seen net=bluesky *210 | update on my uncle: bank froze it in time, he got $740 of the $800 back. he's taking the bank lady cake
+4 en for > | the bank lady deserves the cake
+30 en spam net=x | LOST MONEY to HERONCOIN? Our recovery experts get it ALL back, small fee upfront https://recover.example.net
+4 en correction > *40 | and here come the recovery scammers. same people, second bite. don't
z2 +30 zh news net=bluesky | 苍鹭币网站没了，四个钱包一夜卷空，警方说205人受骗，损失13.1万美元
# Said elsewhere
-2/12:30 en talk net=mastodon | if your dad asks "what's a wallet phrase" take his phone away. gently
-1/10:00 zh against net=x *16 | 我二姨在群里发苍鹭币，我说骗子，她说我见不得她好
+25 zh talk > | 我姨也是，最后我表弟假装客服把她劝回来的
-1/17:00 en mixed net=bluesky | the police warning is good, but it has been up for a day and the ad is still running above it
0/12:30 en against net=mastodon | "1,000 people fell for it" no, people were robbed. stop calling victims stupid, it's why they don't report
# Said elsewhere
-2/17:00 @daily_barnacle satire *640 label=satire | Man Who Sent 1 And Got 3 Back Found In Museum Of Things That Did Not Happen

F1! by=f1 | 有人的叔叔投了800美元 | Someone's uncle put in $800
F2! by=c1,z1 | 苍鹭队没有发行任何币，HERONCOIN与球队无关 | The Herons have no coin; HERONCOIN has nothing to do with the team
F3! by=r1 super=F8 rumour | 苍鹭队否认只是因为发布提前泄露 | The Herons only deny the coin because its launch leaked early
F4! by=n1 super=F5 | 143人报案，损失约9.6万美元 | 143 reports, about $96,000 lost
F5! by=n2,z2 | 网站关闭，四个钱包卷空，205人受骗，损失13.1万美元 | The site is offline, four wallets emptied it; 205 victims lost $131,000
F6! by=f2 | 那位叔叔追回740美元 | The uncle got $740 back
F7 by=h1 | 合约里除四个钱包外都不能卖出 | The contract blocks selling for all but four wallets
F8! by=n1 | 警方警告：HERONCOIN是骗局，不要汇钱 | Police warn that HERONCOIN is a scam and nobody should send money

Q en facts=F2 about=correction | Is HERONCOIN really from the Marrow Bay Herons?
Q en facts=F5 about=number | How many people lost money to HERONCOIN and how much?
Q zh facts=F5 about=number | 苍鹭币骗了多少人，损失多少？
Q zh facts=F2 about=correction | 苍鹭币是苍鹭队官方发行的吗？
Q zh facts=F7 about=cross | 苍鹭币的合约有什么问题？
Q en none about=missing | Who is behind HERONCOIN?

A en true n2 | 205 victims lost 131,000 dollars.
A en false n2 number | 502 victims lost 131,000 dollars.
A zh true c1 | 苍鹭队没有发行任何代币。
A zh false c1 negation | 苍鹭队发行了这种代币。
A zh true n2 | 损失达到13.1万美元。
A zh false n2 number | 损失达到131万美元。
A en true f2 | He got 740 of the 800 dollars back.
A en false f2 number | He got 470 of the 800 dollars back.
