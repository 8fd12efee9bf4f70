story outage
zh: Nimbusyard云服务故障
en: The Nimbusyard cloud outage

f1 0/02:10 en seen net=mastodon *38 | is Nimbusyard down or is it me. please let it be me
+3 en seen > | it's not you
+2 en seen net=bluesky *22 | every dashboard I own is red. even the dashboard for the dashboard
f2 +4 zh seen net=x *45 | Nimbusyard又挂了？我们整个后台登不上，半夜被叫醒
+5 zh seen > | 我们也是，api全是证书错误
n1 +9 @nimbusyard_status news | Investigating: elevated error rates in region NE-1.
+4 en against > *60 | "elevated". sir the building is gone
+6 en joke net=x *910 x2 | status page says "all systems operational" because the status page is also hosted on nimbusyard
r1 +12 en rumour net=x *4100 x5 ~4 | CONFIRMED: Nimbusyard was HACKED, ransomware, all customer data encrypted. get your backups NOW
+5 en question > | confirmed by whom
+6 zh rumour net=x *890 x2 ~1 | Nimbusyard被黑了，客户数据全被加密勒索，大瓜
h1 +10 en talk net=hackernews | Errors on our side are all TLS handshake failures, "certificate has expired" on their internal CA. That doesn't look like ransomware, that looks like a calendar.
+7 en.p joke > | Everything's a calendar.
+5 en talk > | Can confirm, notAfter was midnight UTC. Somebody's reminder went to a mailbox of somebody who left.
c1 +25 @nimbusyard_status correction | Identified: an internal certificate authority expired. This is not a security incident; no customer data was accessed or encrypted. We're rotating certificates region by region.
+4 en correction >r1 | status page says expired cert. delete this, people are panicking
+8 en mixed net=mastodon | relieved it's not ransomware, furious that it's a certificate in this day and age
z1 +11 zh correction net=x *130 | 不是被黑，是内部CA证书过期了，官方状态页写的。云厂商倒在日历上
+5 zh joke > *170 | 定了三个闹钟的我看了都沉默
+30 zh seen net=x | 奶茶店扫码点单全瘫，店员拿纸笔记单，居然更快了
+7 zh joke > | 降本增效：砍掉服务器
+10 en seen net=bluesky *29 | our smart locks run on Nimbusyard. I'm outside my own house. the house is fine. I am not
+4 en talk > | physical key gang rise up
n2 +40 @nimbusyard_status news | NE-1 and NE-2 have recovered. SW-1 in progress. Some customers may need to restart long-lived connections.
+9 en for > | thank you to whoever hasn't slept
n3 +70 @nimbusyard_status news | Resolved. Total duration 4 h 12 min. About 38% of requests failed at peak. A full report will follow within five days; credits will be applied automatically.
+6 en against > | 38% at peak in ALL regions because one CA. no blast radius at all
+5 en for >n3 | automatic credits without a ticket, ok that's decent
k2 +12 zh news net=bluesky | Nimbusyard恢复了，前后4小时12分钟，高峰38%请求失败，自动赔付额度，五天内出报告
+6 zh against > | 赔的那点额度还不够我半夜打车去公司
+30 en joke net=x *350 | new on-call rule: whoever says "we should automate cert renewal" must automate cert renewal
+25 en question net=hackernews | Did anyone's data actually get corrupted, or only unavailability?
+20 en talk > | Unavailability for us. Checksums all match.
k1 +30 en rumour net=nostr | heard the ransomware gang got paid and that's why it came back so fast
+5 en correction > | it came back because they renewed a certificate
+20 en spam net=x | Nimbusyard customers: claim your CREDIT manually here https://nimbus-credit.example.net login required
# Said elsewhere
0/06:30 @moyubao satire *640 label=satire | Nimbusyard证书过期期间，全球效率提升百分之三，公司正在研究是否永久过期
0/07:20 @daily_barnacle satire *890 | Nimbusyard To Replace Certificates With Firm Handshake

F1! by=f1,f2 | 网友发现Nimbusyard无法访问 | Users notice that Nimbusyard is down
F2! by=r1,k1 super=F3 rumour | Nimbusyard被勒索软件攻击，客户数据被加密 | Nimbusyard was hit by ransomware and customer data is encrypted
F3! by=c1,z1 | 原因是内部CA证书过期，不是安全事件，数据没有被访问 | An internal certificate authority had expired; it was no security incident and no data was accessed
F4! by=n2 | NE-1和NE-2先恢复 | NE-1 and NE-2 recover first
F5! by=n3,k2 | 故障持续4小时12分钟，高峰时约38%的请求失败，额度自动赔付 | The outage lasted 4 h 12 min, about 38% of requests failed at peak, and credits come automatically

Q en facts=F3 about=cause | What caused the Nimbusyard outage?
Q en facts=F3 about=correction home=verify | Was Nimbusyard hit by ransomware?
Q en facts=F5 about=number | How long did the Nimbusyard outage last?
Q zh facts=F3 about=correction | Nimbusyard是被黑客攻击了吗？
Q zh facts=F5 about=number | Nimbusyard故障持续了多久，多少请求失败？
Q zh facts=F4 about=cross | Nimbusyard哪些区域最先恢复？
Q en facts=F1 about=first | Who first noticed that Nimbusyard was down?
Q en none about=missing | How many customers does Nimbusyard have?
Q zh none about=missing | Nimbusyard这次故障损失了多少钱？

A en true n3 | The outage lasted 4 hours and 12 minutes.
A en false n3 number | The outage lasted 12 hours and 4 minutes.
A zh true c1 | 这不是安全事件，没有客户数据被访问。
A zh false c1 negation | 这是安全事件，客户数据已被加密。
A zh true n3 | 高峰时约38%的请求失败。
A zh false n3 number | 高峰时约83%的请求失败。
A en true z1 | An expired internal certificate was the cause, not hackers.
A en false n2 name | SW-1 and SW-2 have recovered.
