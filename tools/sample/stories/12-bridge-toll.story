story bridge-toll
zh: 奥尔德港大桥收费公投
en: The Port Alder bridge toll referendum

n1 -2/07:00 @alder_council news *120 | Polling is open until 21:00 today for the Harbour Bridge toll referendum. Question: should crossing by private car cost $3 at peak hours? Buses, bikes and emergency vehicles would be free either way.
+30 en for net=mastodon *40 | Voted yes. I breathe that bridge every morning on a bicycle
+12 en against > | must be nice to live somewhere you can cycle from. I'm a night cleaner on the other side, $3 each way is an hour's pay a week
+9 en mixed > | they should exempt shift workers, then I'd vote yes. As written I can't
+30 en against net=x *88 | another tax dressed up as air quality. council has $14M from parking already, where does it go
+10 en for > | into the potholes you complain about in your other posts
h1 +60 en against net=x *31 | I drive an HGV, exempt or not, this just pushes every car through Marsh Lane past the primary school. nobody modelled that
+14 en question > | did they publish the traffic model at all?
+5 en talk > | appendix C. 40 pages. Marsh Lane +11%
+80 en seen net=bluesky | queue at the Thornbury Road polling place goes round the library and past the cat
+6 en joke > *120 | the cat is not allowed to campaign within 50 metres
x0 +100 en rumour net=x *1400 x3 ~2 | they've run out of ballots at three polling stations in the east, people turned away. you know why
+9 en question > | which three?
c1 +35 @alder_council correction *260 | No polling station has run out of ballot papers. One station (Eastgate) opened 25 minutes late because of a jammed door, and will stay open 25 minutes longer.
+6 en for >c1 | the door was genuinely jammed, I was there, a man named Col fixed it with a spoon
+220 en joke net=bluesky *77 | exit poll: 100% of me wants chips
r1 -2/22:10 @alder_truth_now rumour *2600 x5 | IT'S OVER. TOLL DEFEATED 60-40. THE PEOPLE HAVE SPOKEN.
+4 en for net=x | YES!!! no toll!!
+6 en question >r1 | counting only started 20 minutes ago?
n2 +25 @quayside_radio news | First boxes, 18% counted: yes 46%, no 54% https://quayside.example.org/toll/live
n3 -1/00:40 @alder_council news *900 x3 ~2 | Final result of the Harbour Bridge toll referendum: YES 51.3% (64,870 votes), NO 48.7% (61,584 votes). Turnout 58%.
+5 en for net=mastodon | 51.3!!! I'm crying on a night bus
+7 en against net=mastodon | half the city said no. remember that when you send the first bill
+11 en correction >r1 | so, not 60-40 against. Yes won by about 3,300 votes. will you delete this?
+3 en against >r1 | they're saying it was flipped overnight because the east counted last. it's just how counting works but good luck explaining
k1 -1/10:00 @alder_courier news | Toll passes by 3,286 votes; first charges in {date:+100d} at the earliest, mayor promises review after one year https://alder-courier.example.org/toll-result
k0 +30 zh news net=x | 奥尔德港公投通过了：高峰期私家车过桥收3美元，51.3%赞成。公交自行车免费
+8 zh for > | 过桥堵半小时的人表示支持
+9 zh against > | 换我肯定不同意，早高峰上班的哪个不是打工的
+14 zh question > | 最早什么时候开始收
+40 en mixed net=bluesky *25 | I voted no and I accept the result. now please: shift-worker exemption, it's one line in the bylaw
+15 en for > | yes-voter here, I'd sign that petition today
p1 +90 en for net=bluesky *130 | Petition for a night-shift exemption from the bridge toll is up, 4,000 signatures in two hours https://petition.example.org/night-shift
k2 0/09:20 @alder_council news *410 | Following the petition, the council will debate a shift-worker exemption to the bridge toll on {date:+6d}.
+6 en for > | that was fast
+5 en against > | they'll water it down, watch
+8 en mixed net=mastodon | good. also please count Marsh Lane traffic before and after, in public
+70 en against net=x *41 | recount when? three thousand votes is nothing
k3 +25 @alder_council news net=x *300 | A recount is automatic only below a margin of 1%. The margin was 2.6 points, and no request for a recount has been made.
+50 en joke net=x *95 | toll idea: $3 for cars, $50 for people who stop at the top to take a photo
+30 en spam net=x | Skip ALL tolls with this ONE plate trick https://tollhack.example.net
# Said elsewhere
-2/12:00 @daily_barnacle satire *1300 label=satire | Harbour Bridge Announces It Will Charge $3 To Listen To Anyone's Opinion Of It
-1/11:30 @daily_barnacle satire *980 | Losing Side In Toll Vote Demands Bridge Be Moved
+7 en rumour net=bluesky *40 | they actually want to MOVE THE BRIDGE now?? unreal
+3 en correction > | Barnacle. B-A-R-N-A-C-L-E.

F1! by=n1 | 公投问题：高峰期私家车过桥收3美元 | The referendum asks whether private cars should pay $3 to cross the Harbour Bridge at peak hours
F2! by=r1 super=F4 rumour | 收费以60比40被否决 | The toll was defeated 60-40
F3! by=c1 | 没有投票站缺选票，东门站因门卡住晚开25分钟 | No station ran out of ballots; Eastgate opened 25 minutes late because of a jammed door
F4! by=n3,k0 | 赞成51.3%（64,870票），反对48.7%（61,584票），投票率58% | Yes 51.3% (64,870 votes), No 48.7% (61,584), turnout 58%
F5! by=n2 super=F4 | 计票18%时赞成46%，反对54% | With 18% counted: yes 46%, no 54%
F6! by=k1 | 最早{date:+100d}开始收费，一年后复核 | Charging starts on {date:+100d} at the earliest, with a review after one year
F7! by=k2 | 议会将于{date:+6d}讨论轮班人员豁免 | The council debates a shift-worker exemption on {date:+6d}
F8 by=k3 | 差距2.6个百分点，无人申请重新计票 | The margin was 2.6 points and nobody asked for a recount
F9! by=x0 super=F3 rumour | 东部三个投票站选票用完 | Three polling stations in the east ran out of ballots

Q en facts=F4 about=number | What was the result of the Port Alder bridge toll vote?
Q en facts=F4 not=F2 about=correction | Was the bridge toll defeated 60-40?
Q en facts=F3 about=correction | Did polling stations run out of ballots in Port Alder?
Q en facts=F6 about=date | When does the bridge toll start?
Q en facts=F7 about=latest | Will night-shift workers have to pay the bridge toll?
Q zh facts=F4 about=cross | 奥尔德港大桥收费公投结果如何？
Q zh facts=F7 about=cross | 奥尔德港会不会给轮班工人免过桥费？
Q en none about=missing | How did the mayor vote in the toll referendum?
Q zh none about=missing | 大桥收费一年能收多少钱？

A en true n3 | Yes won with 51.3% and turnout was 58%.
A en false n3 number | Yes won with 53.1% and turnout was 58%.
A zh true n3 | 赞成票占51.3%，反对票占48.7%。
A zh false n3 negation | 反对票占51.3%，赞成票占48.7%。
A en true k2 | The council will debate the exemption on {date:+6d}.
A en false k2 date | The council will debate the exemption on {date:+16d}.
A zh false k3 number | 差距为6.2个百分点，无人申请重新计票。
A zh true k3 | 差距为2.6个百分点，没有人申请重新计票。
