<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="zh_CN">
<context>
    <name>AllocateDialogue</name>
    <message>
        <source>分配团支部</source>
        <translation>Allocate to a branch</translation>
    </message>
    <message>
        <source>将{whom}分配到：</source>
        <translation>Allocate {whom} to:</translation>
    </message>
    <message>
        <source>分配</source>
        <translation>Allocate</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>Application</name>
    <message>
        <source>衔接</source>
        <translation>Xianjie</translation>
    </message>
</context>
<context>
    <name>AttentionCard</name>
    <message>
        <source>您的操作：{what}，{when}</source>
        <translation>What you did: {what}, {when}</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>“{text}”</translation>
    </message>
    <message>
        <source>复制我填写的内容</source>
        <translation>Copy what I wrote</translation>
    </message>
    <message>
        <source>知道了，不再显示</source>
        <translation>Understood, do not show again</translation>
    </message>
</context>
<context>
    <name>BulkBar</name>
    <message>
        <source>打开  Enter</source>
        <translation>Open  Enter</translation>
    </message>
    <message>
        <source>取消选择  Esc</source>
        <translation>Clear selection  Esc</translation>
    </message>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>已选 {count} 项</source>
        <translation>{count} selected</translation>
    </message>
</context>
<context>
    <name>CardList</name>
    <message>
        <source>查找团支部</source>
        <translation>Find a branch</translation>
    </message>
    <message>
        <source>请先在转入组织下创建团支部，同步后再分配。</source>
        <translation>Create a branch below the destination first, sync, and allocate then.</translation>
    </message>
    <message>
        <source>转入组织下面没有团支部</source>
        <translation>The destination has no branches</translation>
    </message>
    <message>
        <source>没有符合的团支部</source>
        <translation>No branch matches</translation>
    </message>
    <message>
        <source>换一个词试试。</source>
        <translation>Try another word.</translation>
    </message>
</context>
<context>
    <name>ChaseDialogue</name>
    <message>
        <source>催办</source>
        <translation>Remind</translation>
    </message>
    <message>
        <source>复制文字</source>
        <translation>Copy text</translation>
    </message>
    <message>
        <source>等待办理的组织</source>
        <translation>Organisations that must act</translation>
    </message>
    <message>
        <source>催办文字</source>
        <translation>Text to send</translation>
    </message>
    <message>
        <source>联系人</source>
        <translation>Contacts</translation>
    </message>
    <message>
        <source>催办记录</source>
        <translation>Reminders so far</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>没有等待他人办理的申请</source>
        <translation>Nothing waits for others</translation>
    </message>
    <message>
        <source>本组织发起、还没有办完的转接列在这里。</source>
        <translation>Transfers that your organisation started and that are still open are listed here.</translation>
    </message>
    <message>
        <source>催办 {n} 项</source>
        <translation>Remind about {n}</translation>
    </message>
    <message>
        <source>还没有催办过。</source>
        <translation>Nobody has been reminded yet.</translation>
    </message>
</context>
<context>
    <name>ColumnMapping</name>
    <message>
        <source>第 {n} 列</source>
        <translation>Column {n}</translation>
    </message>
</context>
<context>
    <name>CommandWords</name>
    <message>
        <source>同意</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>Refuse</translation>
    </message>
    <message>
        <source>分配团支部</source>
        <translation>Allocate</translation>
    </message>
    <message>
        <source>撤销申请</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>催办</source>
        <translation>Remind</translation>
    </message>
    <message>
        <source>发起转接</source>
        <translation>Start transfer</translation>
    </message>
    <message>
        <source>标记</source>
        <translation>Mark</translation>
    </message>
    <message>
        <source>撤销标记</source>
        <translation>Revoke mark</translation>
    </message>
    <message>
        <source>标记毕业时间</source>
        <translation>Set graduation month</translation>
    </message>
    <message>
        <source>新建组织</source>
        <translation>Create organisation</translation>
    </message>
    <message>
        <source>修改组织名称</source>
        <translation>Rename organisation</translation>
    </message>
    <message>
        <source>移动组织</source>
        <translation>Move organisation</translation>
    </message>
    <message>
        <source>撤销组织</source>
        <translation>Dissolve organisation</translation>
    </message>
    <message>
        <source>保留在校</source>
        <translation>Retain at school</translation>
    </message>
    <message>
        <source>延长保留</source>
        <translation>Prolong retention</translation>
    </message>
    <message>
        <source>结束保留</source>
        <translation>End retention</translation>
    </message>
    <message>
        <source>登记年度报告</source>
        <translation>Record yearly report</translation>
    </message>
    <message>
        <source>结束出国学习登记</source>
        <translation>End study abroad</translation>
    </message>
    <message>
        <source>登记跟踪情况</source>
        <translation>Record follow-up</translation>
    </message>
    <message>
        <source>结束跟踪</source>
        <translation>End follow-up</translation>
    </message>
    <message>
        <source>标记个人毕业时间</source>
        <translation>Set own graduation month</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>理由</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>标记为</source>
        <translation>Marked as</translation>
    </message>
    <message>
        <source>预计毕业时间</source>
        <translation>Expected graduation</translation>
    </message>
    <message>
        <source>延迟毕业原因</source>
        <translation>Reason for the delay</translation>
    </message>
    <message>
        <source>集中到</source>
        <translation>Brought together in</translation>
    </message>
    <message>
        <source>分配到</source>
        <translation>Allocated to</translation>
    </message>
    <message>
        <source>转入组织</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>所属系统</source>
        <translation>System</translation>
    </message>
    <message>
        <source>上级组织</source>
        <translation>Parent</translation>
    </message>
    <message>
        <source>组织全称</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>简称</source>
        <translation>Short name</translation>
    </message>
    <message>
        <source>组织编码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>组织类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>行业类别</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>学校层次</source>
        <translation>Level of school</translation>
    </message>
    <message>
        <source>毕业时间</source>
        <translation>Graduation month</translation>
    </message>
    <message>
        <source>情况</source>
        <translation>What was learnt</translation>
    </message>
    <message>
        <source>报告内容</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>找到工作的日期</source>
        <translation>Day on which they found work</translation>
    </message>
</context>
<context>
    <name>Connection</name>
    <message>
        <source>在线</source>
        <translation>Online</translation>
    </message>
    <message>
        <source>正在连接…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>离线</source>
        <translation>Offline</translation>
    </message>
    <message>
        <source>离线工作</source>
        <translation>Working offline</translation>
    </message>
    <message>
        <source>同步已暂停</source>
        <translation>Sync stopped</translation>
    </message>
</context>
<context>
    <name>CourseChart</name>
    <message>
        <source>变化过程。最近：{ends}</source>
        <translation>Course. Now: {ends}</translation>
    </message>
    <message>
        <source>还没有变化记录</source>
        <translation>Nothing has changed yet</translation>
    </message>
</context>
<context>
    <name>CreateOrganisationDialogue</name>
    <message>
        <source>新建下级组织</source>
        <translation>New organisation below</translation>
    </message>
    <message>
        <source>新建</source>
        <translation>Create</translation>
    </message>
    <message>
        <source>组织全称</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>简称</source>
        <translation>Short name</translation>
    </message>
    <message>
        <source>上级组织：{name}</source>
        <translation>Below: {name}</translation>
    </message>
    <message>
        <source>学校层次</source>
        <translation>Level of school</translation>
    </message>
    <message>
        <source>组织类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>组织类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>单位所属行业类别</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>组织编码（可不填）</source>
        <translation>Code (optional)</translation>
    </message>
</context>
<context>
    <name>DayCell</name>
    <message>
        <source>{day}，没有到期</source>
        <translation>{day}, nothing due</translation>
    </message>
    <message numerus="yes">
        <source>%n 项到期</source>
        <translation>
            <numerusform>%n due</numerusform>
            <numerusform>%n due</numerusform>
        </translation>
    </message>
    <message>
        <source>今天 {day}</source>
        <translation>Today {day}</translation>
    </message>
    <message>
        <source>自动通过 {n}</source>
        <translation>auto-approve {n}</translation>
    </message>
    <message>
        <source>自动退回 {n}</source>
        <translation>auto-return {n}</translation>
    </message>
    <message>
        <source>登记 {n}</source>
        <translation>registers {n}</translation>
    </message>
</context>
<context>
    <name>DelayFields</name>
    <message>
        <source>预计毕业时间</source>
        <translation>Expected graduation</translation>
    </message>
    <message>
        <source>延迟毕业原因</source>
        <translation>Reason for the delay</translation>
    </message>
    <message>
        <source>请选择年月</source>
        <translation>Choose a month</translation>
    </message>
    <message>
        <source>例如：学分未修满</source>
        <translation>For example: credits missing</translation>
    </message>
    <message>
        <source>留在原团支部</source>
        <translation>Stay in the present branch</translation>
    </message>
    <message>
        <source>集中到延迟毕业团组织</source>
        <translation>Bring together in a branch for delayed graduates</translation>
    </message>
    <message>
        <source>请选择预计毕业时间。</source>
        <translation>Choose the month.</translation>
    </message>
    <message>
        <source>请填写延迟毕业原因。</source>
        <translation>Enter the reason.</translation>
    </message>
</context>
<context>
    <name>Delivery</name>
    <message>
        <source>待同步</source>
        <translation>Waiting</translation>
    </message>
    <message>
        <source>正在发送</source>
        <translation>Sending</translation>
    </message>
    <message>
        <source>已生效</source>
        <translation>Accepted</translation>
    </message>
    <message>
        <source>被拒绝</source>
        <translation>Refused</translation>
    </message>
    <message>
        <source>冲突</source>
        <translation>Conflict</translation>
    </message>
    <message>
        <source>未生效</source>
        <translation>Not accepted</translation>
    </message>
</context>
<context>
    <name>DestinationSearch</name>
    <message>
        <source>新组织是否属于北京、广东、福建？</source>
        <translation>Does it belong to Beijing, Guangdong or Fujian?</translation>
    </message>
    <message>
        <source>按名称查找转入组织</source>
        <translation>Find the destination by name</translation>
    </message>
    <message>
        <source>找到的组织</source>
        <translation>Organisations found</translation>
    </message>
    <message>
        <source>不属于</source>
        <translation>No</translation>
    </message>
    <message>
        <source>正在查找…</source>
        <translation>Searching…</translation>
    </message>
    <message>
        <source>按全称“{name}”办理，由服务器核对</source>
        <translation>Use the full name “{name}”; the server checks it</translation>
    </message>
    <message>
        <source>现在离线，只在本机管理范围内查找；联网后可在全国查找。</source>
        <translation>Offline: only your own scope is searched. Online, the whole country is.</translation>
    </message>
    <message>
        <source>没有找到。可以输入组织全称直接办理，全称须完全一致。</source>
        <translation>Nothing found. You can enter the exact full name instead.</translation>
    </message>
    <message>
        <source>现在离线，本机管理范围内没有找到。联网后可在全国查找。</source>
        <translation>Offline, and nothing found in your scope. Online, the whole country is searched.</translation>
    </message>
    <message>
        <source>没有找到。换一个词，或核对新组织属于哪个系统。</source>
        <translation>Nothing found. Try another word, or check which system it belongs to.</translation>
    </message>
</context>
<context>
    <name>DissolveOrganisationDialogue</name>
    <message>
        <source>撤销组织</source>
        <translation>Dissolve organisation</translation>
    </message>
    <message>
        <source>确定撤销“{name}”吗？撤销后不再显示，也不能转入团员。</source>
        <translation>Dissolve “{name}”? It is not shown any more then, and no members can be transferred to it.</translation>
    </message>
</context>
<context>
    <name>EmptyWords</name>
    <message>
        <source>第一次同步会取回您管理范围内的全部数据，完成后显示在这里。</source>
        <translation>The first sync fetches everything in your scope; it appears here when that is done.</translation>
    </message>
    <message>
        <source>请检查网络，然后立即同步。</source>
        <translation>Check the network, then sync.</translation>
    </message>
    <message>
        <source>还没有取回数据</source>
        <translation>Nothing has been fetched yet</translation>
    </message>
    <message>
        <source>现在显示的是上次同步时的内容（{when}）。</source>
        <translation>What is shown is as of the last sync ({when}).</translation>
    </message>
</context>
<context>
    <name>EntryDialogue</name>
    <message>
        <source>已找到工作，日期：</source>
        <translation>They have found work, on:</translation>
    </message>
    <message>
        <source>从毕业当月算起，保留几个月</source>
        <translation>Months to keep, counted from graduation</translation>
    </message>
    <message>
        <source>找到工作的日期</source>
        <translation>Day on which they found work</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>登记年度报告</source>
        <translation>Record the yearly report</translation>
    </message>
    <message>
        <source>登记跟踪情况</source>
        <translation>Record what was learnt</translation>
    </message>
    <message>
        <source>延长保留</source>
        <translation>Prolong</translation>
    </message>
    <message>
        <source>办结登记</source>
        <translation>Close the entry</translation>
    </message>
    <message>
        <source>保留在校</source>
        <translation>Keep at the school</translation>
    </message>
    <message>
        <source>报告内容</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>了解到的情况</source>
        <translation>What was learnt</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>保留原因</source>
        <translation>Why kept</translation>
    </message>
    <message>
        <source>请填写这一项。</source>
        <translation>Please fill this in.</translation>
    </message>
</context>
<context>
    <name>EntryLists</name>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>未办结</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nothing found for “{text}”</translation>
    </message>
    <message>
        <source>可以输入姓名、拼音或首字母，或换一个状态。</source>
        <translation>Type a name, its pinyin or initials, or choose another state.</translation>
    </message>
    <message>
        <source>没有符合筛选的登记</source>
        <translation>No entries match</translation>
    </message>
    <message>
        <source>请在右上角换一个状态。</source>
        <translation>Choose another state at the top right.</translation>
    </message>
    <message>
        <source>出国（境）学习的转接完成后，自动登记在这里，每年报告一次。</source>
        <translation>Whoever goes abroad to study is entered here when the transfer is complete, and reports once a year.</translation>
    </message>
    <message>
        <source>在团员列表中选中未就业的毕业生，按 B 保留在校，就登记在这里。</source>
        <translation>Select graduates without work in the member list and press B: they are kept at the school and entered here.</translation>
    </message>
    <message>
        <source>流动团员团支部接收的团员自动登记在这里，每三个月跟踪一次。</source>
        <translation>Those whom a branch of floating members receives are entered here, and asked after every three months.</translation>
    </message>
    <message>
        <source>没有需要跟进的登记</source>
        <translation>Nothing to follow up</translation>
    </message>
</context>
<context>
    <name>EntryModel</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>团支部</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>下次报告</source>
        <translation>Next report</translation>
    </message>
    <message>
        <source>保留到</source>
        <translation>Kept until</translation>
    </message>
    <message>
        <source>下次跟踪</source>
        <translation>Next question</translation>
    </message>
    <message>
        <source>去向与期限</source>
        <translation>Where and how long</translation>
    </message>
    <message>
        <source>保留原因</source>
        <translation>Why kept</translation>
    </message>
    <message>
        <source>就业情况</source>
        <translation>Work</translation>
    </message>
    <message>
        <source>尚未落实工作</source>
        <translation>no work yet</translation>
    </message>
    <message>
        <source>最近情况</source>
        <translation>Last heard</translation>
    </message>
</context>
<context>
    <name>EntryPane</name>
    <message>
        <source>出国（境）申请</source>
        <translation>Application to go abroad</translation>
    </message>
    <message>
        <source>年度报告</source>
        <translation>Yearly reports</translation>
    </message>
    <message>
        <source>最近办理</source>
        <translation>Last change</translation>
    </message>
    <message>
        <source>下次报告</source>
        <translation>Next report</translation>
    </message>
    <message>
        <source>保留到</source>
        <translation>Kept until</translation>
    </message>
    <message>
        <source>下次跟踪</source>
        <translation>Next question</translation>
    </message>
    <message>
        <source>毕业时间</source>
        <translation>Graduation</translation>
    </message>
    <message>
        <source>保留原因</source>
        <translation>Why kept</translation>
    </message>
    <message>
        <source>延长</source>
        <translation>Prolonged</translation>
    </message>
    <message>
        <source>已延长</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>未延长</source>
        <translation>no</translation>
    </message>
    <message>
        <source>登记人</source>
        <translation>Entered by</translation>
    </message>
    <message>
        <source>接收日期</source>
        <translation>Received on</translation>
    </message>
    <message>
        <source>找到工作</source>
        <translation>Found work</translation>
    </message>
    <message>
        <source>登记日期</source>
        <translation>Entered on</translation>
    </message>
    <message>
        <source>情况</source>
        <translation>What was learnt</translation>
    </message>
    <message>
        <source>办结日期</source>
        <translation>Closed on</translation>
    </message>
    <message>
        <source>办理人</source>
        <translation>By</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>{name}的登记</source>
        <translation>Register entry of {name}</translation>
    </message>
    <message>
        <source>在列表中选择一人，这里显示登记的全部内容。</source>
        <translation>Choose somebody in the list to see the whole entry here.</translation>
    </message>
    <message>
        <source>没有选中登记</source>
        <translation>No entry chosen</translation>
    </message>
    <message>
        <source>这项登记已不在您的管理范围内</source>
        <translation>This entry is no longer in your scope</translation>
    </message>
    <message>
        <source>请在列表中选择另一项，或按 F5 同步。</source>
        <translation>Choose another one in the list, or press F5 to sync.</translation>
    </message>
</context>
<context>
    <name>EntryWords</name>
    <message>
        <source>尚未落实工作</source>
        <translation>no work yet</translation>
    </message>
    <message>
        <source>{day} 找到工作</source>
        <translation>found work on {day}</translation>
    </message>
</context>
<context>
    <name>FigureCard</name>
    <message>
        <source>{figure}的分子：{n} 人</source>
        <translation>{figure}, numerator: {n}</translation>
    </message>
    <message>
        <source>{figure}的分母：{n} 人</source>
        <translation>{figure}, denominator: {n}</translation>
    </message>
    <message>
        <source>没有人计入</source>
        <translation>Nobody counts</translation>
    </message>
    <message>
        <source>已达到 {share}</source>
        <translation>{share} reached</translation>
    </message>
    <message>
        <source>到 {share} 还差 {n} 人</source>
        <translation>{n} short of {share}</translation>
    </message>
</context>
<context>
    <name>FigureHead</name>
    <message>
        <source>返回上级</source>
        <translation>Back up</translation>
    </message>
    <message>
        <source>毕业年份</source>
        <translation>Year of graduation</translation>
    </message>
    <message>
        <source>{year} 年毕业</source>
        <translation>Graduates of {year}</translation>
    </message>
    <message>
        <source>截至 {when}</source>
        <translation>As of {when}</translation>
    </message>
    <message>
        <source>{at}（这是上次取回的数据：{why}）</source>
        <translation>{at} (what was fetched last: {why})</translation>
    </message>
</context>
<context>
    <name>FigureView</name>
    <message>
        <source>指标</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>正在载入…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <source>下级组织排名</source>
        <translation>Ranking</translation>
    </message>
    <message>
        <source>排名或变化过程</source>
        <translation>Ranking or course</translation>
    </message>
    <message>
        <source>变化过程</source>
        <translation>Course</translation>
    </message>
    <message>
        <source>{why}
指标由服务器统计，联网后打开一次，以后离线也能看。</source>
        <translation>{why}
The server counts them; once opened online, they can be seen offline too.</translation>
    </message>
    <message>
        <source>指标没有取回</source>
        <translation>The figures could not be fetched</translation>
    </message>
    <message>
        <source>团支部没有下级；点击上面的人数，可以看到每一名团员。</source>
        <translation>A branch has nothing below it; click the numbers above to see each member.</translation>
    </message>
    <message>
        <source>没有下级组织</source>
        <translation>Nothing below</translation>
    </message>
    <message>
        <source>{figure}到 {share} 还需办结 {needed} 人；下面 {count} 人办结后都能提升它。</source>
        <translation>{figure}: {needed} more must be completed to reach {share}; the {count} below would lift it.</translation>
    </message>
    <message>
        <source>{figure}到 {share} 还需发起 {needed} 人；下面 {count} 人尚未发起。</source>
        <translation>{figure}: {needed} more must be started to reach {share}; for the {count} below nothing was started.</translation>
    </message>
    <message>
        <source>哪些业务能提升{figure}</source>
        <translation>What would lift: {figure}</translation>
    </message>
    <message>
        <source>名单没有取回：{why}</source>
        <translation>The members could not be fetched: {why}</translation>
    </message>
    <message>
        <source>目标没有保存：{why}</source>
        <translation>The targets were not saved: {why}</translation>
    </message>
</context>
<context>
    <name>FigureWords</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>毕业团支部</source>
        <translation>Branch of graduation</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>尚未发起</source>
        <translation>not started</translation>
    </message>
    <message>
        <source>转入组织</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>{home}（外地区申请转入）</source>
        <translation>{home} (asks to enter)</translation>
    </message>
    <message>
        <source>共 {count} 人。</source>
        <translation>{count} members.</translation>
    </message>
    <message>
        <source>人数很多，这里是前 {count} 人；要看其余的人，请从下级组织进入。</source>
        <translation>These are the first {count} of many; open an organisation below to see the others.</translation>
    </message>
</context>
<context>
    <name>FileChoice</name>
    <message>
        <source>Excel 工作簿 (*.xlsx)</source>
        <translation>Excel workbook (*.xlsx)</translation>
    </message>
    <message>
        <source>表格 (*.xlsx *.xlsm *.xls *.csv *.txt)</source>
        <translation>Tables (*.xlsx *.xlsm *.xls *.csv *.txt)</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message>
        <source>筛选</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>按列筛选，例如：班级:1班 标记:教师；加“-”表示排除</source>
        <translation>By column, for example: branch:2020 mark:teacher; “-” leaves out</translation>
    </message>
    <message>
        <source>按列</source>
        <translation>By column</translation>
    </message>
    <message>
        <source>删除已存的筛选</source>
        <translation>Remove a saved filter</translation>
    </message>
</context>
<context>
    <name>FilterNameDialogue</name>
    <message>
        <source>保存筛选</source>
        <translation>Save the filter</translation>
    </message>
    <message>
        <source>名称</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>保存</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>GraduationMonthDialogue</name>
    <message>
        <source>标记毕业时间</source>
        <translation>Set graduation month</translation>
    </message>
    <message>
        <source>标记</source>
        <translation>Set</translation>
    </message>
    <message>
        <source>混合型支部：团员毕业年份不同，在团员列表中逐人标记</source>
        <translation>Mixed branch: members of several years, each with a month of their own</translation>
    </message>
    <message>
        <source>毕业时间（年、月）</source>
        <translation>Graduation (year, month)</translation>
    </message>
</context>
<context>
    <name>Guidance</name>
    <message>
        <source>去选择团员，发起转接</source>
        <translation>Choose members and start a transfer</translation>
    </message>
    <message>
        <source>去选择毕业生，标记延迟毕业</source>
        <translation>Choose graduates and mark them</translation>
    </message>
    <message>
        <source>去选择团员，生成验证码</source>
        <translation>Choose a member and make a code</translation>
    </message>
    <message>
        <source>去组织树标记毕业时间</source>
        <translation>Set the month in the tree</translation>
    </message>
    <message>
        <source>打开登记</source>
        <translation>Open the registers</translation>
    </message>
    <message>
        <source>打开待我审批</source>
        <translation>Open what waits for me</translation>
    </message>
    <message>
        <source>打开我发起的业务</source>
        <translation>Open what I started</translation>
    </message>
    <message>
        <source>打开设置</source>
        <translation>Open the settings</translation>
    </message>
    <message>
        <source>在组织树中选中团支部，再选“{action}”（{key}）。</source>
        <translation>Choose a branch in the tree, then “{action}” ({key}).</translation>
    </message>
    <message>
        <source>在列表中选中团员，再选“{action}”（{key}）。</source>
        <translation>Choose members in the list, then “{action}” ({key}).</translation>
    </message>
</context>
<context>
    <name>GuidancePage</name>
    <message>
        <source>依据：{source}</source>
        <translation>Source: {source}</translation>
    </message>
</context>
<context>
    <name>GuidanceView</name>
    <message>
        <source>指引</source>
        <translation>Guidance</translation>
    </message>
    <message>
        <source>毕业去向</source>
        <translation>Where graduates go</translation>
    </message>
    <message>
        <source>接收团员</source>
        <translation>Receiving</translation>
    </message>
    <message>
        <source>审批</source>
        <translation>Deciding</translation>
    </message>
    <message>
        <source>学校管理</source>
        <translation>Schools</translation>
    </message>
    <message>
        <source>情形的类别</source>
        <translation>Groups of situations</translation>
    </message>
    <message>
        <source>全部</source>
        <translation>All</translation>
    </message>
    <message>
        <source>情形</source>
        <translation>Situations</translation>
    </message>
    <message>
        <source>没有找到相关指引</source>
        <translation>No guidance found</translation>
    </message>
    <message>
        <source>换一个词试试，例如：升学、参军、密码。</source>
        <translation>Try another word, such as: study, army, password.</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>当前组织：{name}</source>
        <translation>Present organisation: {name}</translation>
    </message>
    <message>
        <source>账号：{name}</source>
        <translation>Account: {name}</translation>
    </message>
    <message>
        <source>连接：{word}</source>
        <translation>Connection: {word}</translation>
    </message>
    <message>
        <source>在“{title}”中查找</source>
        <translation>Search in {title}</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>没有管理员</source>
        <translation>no administrator</translation>
    </message>
    <message>
        <source>期限内未办理</source>
        <translation>not decided in time</translation>
    </message>
    <message>
        <source>团员过少</source>
        <translation>too few members</translation>
    </message>
    <message>
        <source>团员过多</source>
        <translation>too many members</translation>
    </message>
    <message>
        <source>没有团支部</source>
        <translation>no branches</translation>
    </message>
    <message>
        <source>没有人能办理这里的业务，请设置管理员。</source>
        <translation>Nobody can act here; name an administrator.</translation>
    </message>
    <message>
        <source>近 {days} 天有 {n} 项没有在期限内办理，请提醒管理员。</source>
        <translation>{n} were not decided in time within {days} days; remind the administrator.</translation>
    </message>
    <message>
        <source>现有 {n} 人，少于 {fewest} 人，可考虑与相近支部合并。</source>
        <translation>{n} members, fewer than {fewest}; consider merging it with a branch nearby.</translation>
    </message>
    <message>
        <source>现有 {n} 人，多于 {most} 人，可考虑分设支部。</source>
        <translation>{n} members, more than {most}; consider dividing it.</translation>
    </message>
    <message>
        <source>下面没有团支部，转来的团员无处分配，请先新建。</source>
        <translation>There is no branch below, so nobody can be allocated; create one first.</translation>
    </message>
</context>
<context>
    <name>HealthModel</name>
    <message>
        <source>问题</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>组织</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>上级组织</source>
        <translation>Above</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>没有人能办理这里的业务</source>
        <translation>nobody can act here</translation>
    </message>
</context>
<context>
    <name>HealthView</name>
    <message>
        <source>体检</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>问题</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>全部问题</source>
        <translation>All findings</translation>
    </message>
    <message>
        <source>按 Enter 打开这个组织</source>
        <translation>Enter opens the organisation</translation>
    </message>
    <message>
        <source>没有符合的组织</source>
        <translation>No organisations match</translation>
    </message>
    <message>
        <source>换一个问题或名称试试。</source>
        <translation>Try another finding or name.</translation>
    </message>
    <message>
        <source>下级组织都有管理员和团支部，人数合适，业务都在期限内办理。</source>
        <translation>All below have administrators and branches, are of a good size, and decide in time.</translation>
    </message>
    <message>
        <source>没有发现问题</source>
        <translation>Nothing found</translation>
    </message>
</context>
<context>
    <name>ImportCorrection</name>
    <message>
        <source>已核对，没有问题</source>
        <translation>Looked at; it is right</translation>
    </message>
    <message>
        <source>重新核对这一行</source>
        <translation>Check this row again</translation>
    </message>
    <message>
        <source>转入组织</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>选中一行，可以在这里改正。</source>
        <translation>Select a row to correct it here.</translation>
    </message>
    <message>
        <source>这一行可以发起。</source>
        <translation>This row can be started.</translation>
    </message>
    <message>
        <source>（改写单位名称后重新核对）</source>
        <translation>(change the name of the unit and check again)</translation>
    </message>
</context>
<context>
    <name>ImportDialogue</name>
    <message>
        <source>导入就业去向表：{file}</source>
        <translation>Import employment sheet: {file}</translation>
    </message>
    <message>
        <source>只看需要处理的行</source>
        <translation>Only rows that need attention</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>买买提・艾力</source>
        <translation>Alexander Smith</translation>
    </message>
    <message>
        <source>去向</source>
        <translation>Way</translation>
    </message>
    <message>
        <source>离校前尚未落实就业去向</source>
        <translation>no employment yet, floating</translation>
    </message>
    <message>
        <source>转入组织</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>示例街道流动团员团支部</source>
        <translation>Floating members of Example Street</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>没有找到转入组织，请改写</source>
        <translation>No destination was found; change</translation>
    </message>
    <message>
        <source>表中各行</source>
        <translation>Rows of the sheet</translation>
    </message>
    <message>
        <source>表中各列的含义</source>
        <translation>What the columns mean</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>正在核对…</source>
        <translation>Checking …</translation>
    </message>
    <message>
        <source>共 {total} 行：可发起 {ready}，需核对 {doubtful}，有问题 {wrong}</source>
        <translation>{total} rows: {ready} ready, {doubtful} to look at, {wrong} with problems</translation>
    </message>
    <message numerus="yes">
        <source>发起 %n 项转接</source>
        <translation>
            <numerusform>Start %n transfer</numerusform>
            <numerusform>Start %n transfers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Importing</name>
    <message>
        <source>身份证号</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>班级</source>
        <translation>Class</translation>
    </message>
    <message>
        <source>毕业去向</source>
        <translation>Situation</translation>
    </message>
    <message>
        <source>单位或学校</source>
        <translation>Unit or school</translation>
    </message>
    <message>
        <source>单位所在地</source>
        <translation>Place of the unit</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>前往国家</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>事由</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>国内联系人</source>
        <translation>Contact at home</translation>
    </message>
    <message>
        <source>联系人电话</source>
        <translation>Phone of the contact</translation>
    </message>
    <message>
        <source>入学时间</source>
        <translation>Enrolled on</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>可发起</source>
        <translation>Ready</translation>
    </message>
    <message>
        <source>表中有几行是同一个人，请只保留一行</source>
        <translation>Several rows are about the same person; keep one</translation>
    </message>
    <message>
        <source>看不出毕业去向，请改为就业、升学、参军、待就业等</source>
        <translation>The situation does not say which kind; say it in other words</translation>
    </message>
    <message>
        <source>没有找到转入组织，请改写单位名称</source>
        <translation>No destination was found; change the name of the unit</translation>
    </message>
    <message>
        <source>转入组织名称相近，请核对：{name}</source>
        <translation>The destination is only similar, look at it: {name}</translation>
    </message>
</context>
<context>
    <name>InboxLists</name>
    <message>
        <source>待我审批</source>
        <translation>To decide</translation>
    </message>
    <message>
        <source>我已处理</source>
        <translation>Decided by me</translation>
    </message>
    <message>
        <source>我发起的</source>
        <translation>Started by me</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nothing found for “{text}”</translation>
    </message>
    <message>
        <source>换一个姓名或组织名，或清空搜索框。</source>
        <translation>Try another name or organisation, or clear the search field.</translation>
    </message>
    <message>
        <source>在组织树中选择上级组织，可以看到更多业务。</source>
        <translation>Choose an organisation further up in the tree to see more.</translation>
    </message>
    <message>
        <source>这个组织没有相关业务</source>
        <translation>Nothing here for this organisation</translation>
    </message>
    <message>
        <source>没有等您审批的业务</source>
        <translation>Nothing waits for you</translation>
    </message>
    <message>
        <source>您还没有办理过业务</source>
        <translation>You have not decided anything yet</translation>
    </message>
    <message>
        <source>您还没有发起过转接</source>
        <translation>You have not started a transfer yet</translation>
    </message>
    <message>
        <source>新的申请同步后会出现在这里，最先到期的排在最前。</source>
        <translation>New requests appear here after a sync, the nearest deadline first.</translation>
    </message>
    <message>
        <source>您同意、不同意或分配过的业务会保留在这里。</source>
        <translation>What you approve, refuse or allocate is kept here.</translation>
    </message>
    <message>
        <source>由您或本组织其他管理员发起的转接会列在这里，办结前可以撤销。</source>
        <translation>Transfers that you or your organisation&apos;s other administrators start are listed here and can be withdrawn until they are complete.</translation>
    </message>
</context>
<context>
    <name>InboxView</name>
    <message>
        <source>审批</source>
        <translation>Approvals</translation>
    </message>
    <message numerus="yes">
        <source>这 %n 人</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n people</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>停止</source>
        <translation>Stop</translation>
    </message>
</context>
<context>
    <name>KindAdvice</name>
    <message>
        <source>转至工作单位团组织；单位没有团组织的，转至单位所在地乡镇街道或青年中心。</source>
        <translation>To the employer&apos;s organisation or, if it has none, to the township or youth centre at the place of work.</translation>
    </message>
    <message>
        <source>转至录取学校的新生团组织。</source>
        <translation>To the new school&apos;s organisation for new students.</translation>
    </message>
    <message>
        <source>转入特殊单位专属库，由团市委审批；备注中须写明具体信息。</source>
        <translation>To the special-unit register, approved by the municipal committee; the remark must state the particulars.</translation>
    </message>
    <message>
        <source>转至居住地、户籍地或生源地乡镇街道的流动团员团支部。</source>
        <translation>To the floating branch of the township of residence, household or origin.</translation>
    </message>
    <message>
        <source>留在学校，编入出国（境）学习研究团员团支部；须有书面申请。</source>
        <translation>Stays with the school, in its branch for study abroad; needs a written application.</translation>
    </message>
    <message>
        <source>因公的转至派出单位；因私的转至户籍地或本人、父母居住地乡镇街道。</source>
        <translation>Sent by an employer: to that unit; on one&apos;s own: to the township of household or of one&apos;s own or parents&apos; residence.</translation>
    </message>
    <message>
        <source>不办理转接，由学校标记后集中管理。</source>
        <translation>Not transferred: marked by the school and kept together.</translation>
    </message>
    <message>
        <source>转至乡镇街道团组织，就业后一个月内再转出。</source>
        <translation>To a township or street; transferred on within a month of finding work.</translation>
    </message>
    <message>
        <source>不属于学社衔接的转接，不计入衔接率。</source>
        <translation>A transfer outside the graduate figures.</translation>
    </message>
</context>
<context>
    <name>KindList</name>
    <message>
        <source>毕业去向</source>
        <translation>Where they go</translation>
    </message>
</context>
<context>
    <name>LeftOut</name>
    <message numerus="yes">
        <source>%n 人不能标记，将被略过：</source>
        <translation>
            <numerusform>%n person cannot be marked and is left out:</numerusform>
            <numerusform>%n people cannot be marked and are left out:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>所选的 %n 人都不能标记：</source>
        <translation>
            <numerusform>The person selected cannot be marked (%n):</numerusform>
            <numerusform>None of the %n people selected can be marked:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n 人不能办理，将被略过：</source>
        <translation>
            <numerusform>%n cannot be done and is left out:</numerusform>
            <numerusform>%n cannot be done and are left out:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListDesk</name>
    <message>
        <source>列表是空的，没有可以导出的内容。</source>
        <translation>The list is empty; there is nothing to export.</translation>
    </message>
    <message>
        <source>导出到 Excel</source>
        <translation>Export to Excel</translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 行：{file}</source>
        <translation>
            <numerusform>%n row exported: {file}</numerusform>
            <numerusform>%n rows exported: {file}</numerusform>
        </translation>
    </message>
    <message>
        <source>正在导出…</source>
        <translation>Exporting …</translation>
    </message>
    <message>
        <source>正在排版…</source>
        <translation>Laying out …</translation>
    </message>
    <message>
        <source>还有一项工作正在进行，请等它完成或先停止它。</source>
        <translation>Another piece of work is under way; wait for it or stop it first.</translation>
    </message>
    <message>
        <source>所选团员都还不能开介绍信：没有办理中的转接，或按年度规则须办结后开具。</source>
        <translation>None of them can have a letter yet: no transfer is under way, or the rules of this year want it completed first.</translation>
    </message>
    <message numerus="yes">
        <source>%n 人没有可开介绍信的转接，已略过。</source>
        <translation>
            <numerusform>%n person has no transfer for a letter and was left out.</numerusform>
            <numerusform>%n persons have no transfer for a letter and were left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListHeader</name>
    <message>
        <source>恢复默认列</source>
        <translation>Restore the columns</translation>
    </message>
</context>
<context>
    <name>ListPaper</name>
    <message>
        <source>第 {n} 页，共 {count} 页</source>
        <translation>Page {n} of {count}</translation>
    </message>
</context>
<context>
    <name>ListView</name>
    <message>
        <source>正在载入…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>列表没有读出来</source>
        <translation>The list could not be read</translation>
    </message>
</context>
<context>
    <name>LoginForm</name>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>登录为</source>
        <translation>Sign in as</translation>
    </message>
    <message>
        <source>服务器</source>
        <translation>Server</translation>
    </message>
    <message>
        <source>账号</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>密码</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>18 位身份证号码</source>
        <translation>18-digit identity number</translation>
    </message>
    <message>
        <source>使用其他账号…</source>
        <translation>Use another account…</translation>
    </message>
    <message>
        <source>身份证号码应为 18 位，现在是 {n} 位。</source>
        <translation>An identity number has 18 digits; this one has {n}.</translation>
    </message>
    <message>
        <source>身份证号码有误，请逐位核对。</source>
        <translation>This is no identity number; check every digit.</translation>
    </message>
    <message>
        <source>请填写服务器地址。</source>
        <translation>Enter the server&apos;s address.</translation>
    </message>
    <message>
        <source>请填写账号。</source>
        <translation>Enter the account.</translation>
    </message>
    <message>
        <source>请填写密码。</source>
        <translation>Enter the password.</translation>
    </message>
    <message>
        <source>动态码</source>
        <translation>One-time code</translation>
    </message>
    <message>
        <source>身份验证器上的 6 位数字，或一个恢复码</source>
        <translation>6 digits of your authenticator, or a recovery code</translation>
    </message>
    <message>
        <source>请填写动态码。</source>
        <translation>Enter the code.</translation>
    </message>
    <message>
        <source>正在连接…</source>
        <translation>Connecting…</translation>
    </message>
    <message>
        <source>大写锁定可能已打开。</source>
        <translation>Caps Lock seems to be on.</translation>
    </message>
</context>
<context>
    <name>LoginWindow</name>
    <message>
        <source>登录</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>衔接</source>
        <translation>Xianjie</translation>
    </message>
    <message>
        <source>团员组织关系转接</source>
        <translation>Transfers of League membership</translation>
    </message>
    <message>
        <source>已锁定。输入密码继续，待同步的办理都还在。</source>
        <translation>Locked. Enter the password to go on; whatever waits to be sent is still there.</translation>
    </message>
    <message>
        <source>设置新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>首次登录必须修改密码，原密码随即失效。</source>
        <translation>The first password must be changed and will no longer work.</translation>
    </message>
    <message>
        <source>选择组织</source>
        <translation>Choose an organisation</translation>
    </message>
    <message>
        <source>您管理多个组织，进入后也可以切换。</source>
        <translation>You administer several; you can switch later.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>有 %n 项已经发送，不能收回。</source>
        <translation>
            <numerusform>%n decision had been sent already and cannot be taken back.</numerusform>
            <numerusform>%n decisions had been sent already and cannot be taken back.</numerusform>
        </translation>
    </message>
    <message>
        <source>服务器没有应答，已用本机数据打开。可以照常办理，联网后自动发送。</source>
        <translation>The server does not answer, so this machine&apos;s data are shown. Work as usual; it is sent when the network is back.</translation>
    </message>
</context>
<context>
    <name>Manual</name>
    <message>
        <source>没有找到可以打开网页的程序。手册在 {file}</source>
        <translation>No program was found that can show web pages. The manual is in {file}</translation>
    </message>
</context>
<context>
    <name>MarkDialogue</name>
    <message>
        <source>标记团员身份</source>
        <translation>Mark members</translation>
    </message>
    <message>
        <source>将{name}标记为：</source>
        <translation>Mark {name} as:</translation>
    </message>
    <message numerus="yes">
        <source>将所选的 %n 人标记为：</source>
        <translation>
            <numerusform>Mark the %n person selected as:</numerusform>
            <numerusform>Mark the %n people selected as:</numerusform>
        </translation>
    </message>
    <message>
        <source>移入延迟毕业团员列表，须填写预计毕业时间和原因</source>
        <translation>moves to the list of delayed graduates; needs a month and a reason</translation>
    </message>
    <message>
        <source>留校任教，转接不属于学社衔接</source>
        <translation>stays to teach; transfers are ordinary ones</translation>
    </message>
    <message>
        <source>不计入未标记的毕业生</source>
        <translation>not counted among the unmarked graduates</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message numerus="yes">
        <source>标记 %n 人</source>
        <translation>
            <numerusform>Mark %n person</numerusform>
            <numerusform>Mark %n people</numerusform>
        </translation>
    </message>
    <message>
        <source>请选择一种身份。</source>
        <translation>Choose one of the three.</translation>
    </message>
</context>
<context>
    <name>MaskedField</name>
    <message>
        <source>隐藏{what}</source>
        <translation>Hide: {what}</translation>
    </message>
    <message>
        <source>显示{what}（30 秒后自动隐藏）</source>
        <translation>Show: {what} (hidden again after 30 seconds)</translation>
    </message>
</context>
<context>
    <name>Matching</name>
    <message>
        <source>管理范围内没有这个人</source>
        <translation>Nobody of this name or number is in your scope</translation>
    </message>
    <message>
        <source>身份证号不正确，也没有找到这个人</source>
        <translation>The number is no identity number, and nobody was found</translation>
    </message>
    <message>
        <source>有几人同名，请加上身份证号</source>
        <translation>Several have this name; add the number</translation>
    </message>
    <message>
        <source>身份证号属于{name}，姓名不同</source>
        <translation>The number is of {name}; the name differs</translation>
    </message>
    <message>
        <source>姓名和班级相符，身份证号不同</source>
        <translation>Name and class fit, the number differs</translation>
    </message>
</context>
<context>
    <name>MemberDesk</name>
    <message>
        <source>验证码一次只能为一名团员生成。请只选择一人。</source>
        <translation>A code is made for one member at a time. Select only one.</translation>
    </message>
    <message>
        <source>没有生成验证码：{why}</source>
        <translation>No code was made: {why}</translation>
    </message>
</context>
<context>
    <name>MemberLists</name>
    <message>
        <source>延迟毕业团员列表</source>
        <translation>Delayed graduates</translation>
    </message>
    <message>
        <source>团员列表</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nothing found for “{text}”</translation>
    </message>
    <message>
        <source>可以输入姓名、拼音、首字母，或身份证号、手机号的末几位。</source>
        <translation>Search by name, pinyin, initials, or the last digits of identity number or phone.</translation>
    </message>
    <message>
        <source>在“团员列表”中选中毕业生，按 M 标记为延迟毕业团员，就会列在这里。</source>
        <translation>Select graduates in the list of members and press M to mark them as delayed; they are listed here then.</translation>
    </message>
    <message>
        <source>没有延迟毕业团员</source>
        <translation>No delayed graduates</translation>
    </message>
    <message>
        <source>在左侧选择另一个组织；刚刚转入的团员在同步后出现。</source>
        <translation>Choose another organisation on the left; new members appear after a sync.</translation>
    </message>
    <message>
        <source>这里还没有团员</source>
        <translation>No members here yet</translation>
    </message>
</context>
<context>
    <name>MemberModel</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Gender</translation>
    </message>
    <message>
        <source>女</source>
        <translation>female</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>Identity no.</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>团支部</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>被标记成员身份</source>
        <translation>Marked as</translation>
    </message>
    <message>
        <source>毕业时间</source>
        <translation>Graduation</translation>
    </message>
    <message>
        <source>预计毕业</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>延迟毕业原因</source>
        <translation>Reason for the delay</translation>
    </message>
    <message>
        <source>毕业论文未通过</source>
        <translation>Thesis not passed</translation>
    </message>
    <message>
        <source>办理情况</source>
        <translation>Under way</translation>
    </message>
</context>
<context>
    <name>MemberMonthDialogue</name>
    <message>
        <source>个人毕业时间</source>
        <translation>Member&apos;s graduation month</translation>
    </message>
    <message>
        <source>毕业时间（年、月）</source>
        <translation>Graduation (year, month)</translation>
    </message>
    <message>
        <source>{name}的毕业时间：</source>
        <translation>Graduation of {name}:</translation>
    </message>
    <message numerus="yes">
        <source>所选的 %n 人的毕业时间：</source>
        <translation>
            <numerusform>Graduation of the %n selected member:</numerusform>
            <numerusform>Graduation of the %n selected members:</numerusform>
        </translation>
    </message>
    <message>
        <source>其中有延迟毕业团员，毕业时间须早于预计毕业时间 {month}。</source>
        <translation>There are delayed graduates among them: the month must come before the expected one, {month}.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message numerus="yes">
        <source>标记 %n 人</source>
        <translation>
            <numerusform>Set for %n member</numerusform>
            <numerusform>Set for %n members</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MemberPane</name>
    <message>
        <source>毕业</source>
        <translation>Graduation</translation>
    </message>
    <message>
        <source>转接</source>
        <translation>Transfer</translation>
    </message>
    <message>
        <source>团籍状态</source>
        <translation>Standing</translation>
    </message>
    <message>
        <source>基本信息</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>联系方式</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>毕业时间</source>
        <translation>Month</translation>
    </message>
    <message>
        <source>被标记身份</source>
        <translation>Marked as</translation>
    </message>
    <message>
        <source>预计毕业</source>
        <translation>Expected</translation>
    </message>
    <message>
        <source>延迟原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>标记人</source>
        <translation>Marked by</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>查看这项转接</source>
        <translation>Show this transfer</translation>
    </message>
    <message>
        <source>{name}，{when}</source>
        <translation>{name}, {when}</translation>
    </message>
    <message>
        <source>在列表中选择一人，这里显示基本信息和联系方式。</source>
        <translation>Choose someone in the list; their data are shown here.</translation>
    </message>
    <message>
        <source>没有选中团员</source>
        <translation>Nobody chosen</translation>
    </message>
    <message>
        <source>这名团员已不在您的管理范围内</source>
        <translation>This member is no longer in your scope</translation>
    </message>
    <message>
        <source>可能已经转出。请在列表中选择另一人，或按 F5 同步。</source>
        <translation>They may have been transferred. Choose someone else, or press F5 to sync.</translation>
    </message>
</context>
<context>
    <name>MemberView</name>
    <message>
        <source>团员</source>
        <translation>Members</translation>
    </message>
</context>
<context>
    <name>MemberWords</name>
    <message>
        <source>毕业生</source>
        <translation>graduate</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>复制详情</source>
        <translation>Copy details</translation>
    </message>
    <message>
        <source>关闭消息</source>
        <translation>Close message</translation>
    </message>
</context>
<context>
    <name>MessageModel</name>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>团员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>内容</source>
        <translation>Message</translation>
    </message>
    <message>
        <source>收到转接申请</source>
        <translation>A request has come</translation>
    </message>
    <message>
        <source>办理组织</source>
        <translation>By</translation>
    </message>
    <message>
        <source>时间</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>系统</source>
        <translation>system</translation>
    </message>
</context>
<context>
    <name>MessagePane</name>
    <message>
        <source>打开  Enter</source>
        <translation>Open  Enter</translation>
    </message>
</context>
<context>
    <name>MessageView</name>
    <message>
        <source>消息</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>只看未读</source>
        <translation>Unread only</translation>
    </message>
    <message>
        <source>消息类型</source>
        <translation>Kind of message</translation>
    </message>
    <message>
        <source>全部类型</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>没有符合筛选的消息</source>
        <translation>No messages match</translation>
    </message>
    <message>
        <source>换一个类型，或去掉“只看未读”。</source>
        <translation>Choose another kind, or show those that were read as well.</translation>
    </message>
    <message>
        <source>收到申请、被同意或退回、即将到期，都会在这里告诉您。</source>
        <translation>What comes in, is approved, returned or due soon is told here.</translation>
    </message>
    <message>
        <source>还没有消息</source>
        <translation>No messages yet</translation>
    </message>
</context>
<context>
    <name>MonthChoice</name>
    <message>
        <source>毕业年份</source>
        <translation>Graduation year</translation>
    </message>
    <message>
        <source>毕业月份</source>
        <translation>Graduation month</translation>
    </message>
</context>
<context>
    <name>MoveOrganisationDialogue</name>
    <message>
        <source>移动组织</source>
        <translation>Move organisation</translation>
    </message>
    <message>
        <source>移动</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>将“{name}”连同其下级组织和团员移到：</source>
        <translation>Move “{name}” with everything below it to:</translation>
    </message>
    <message>
        <source>查找新的上级组织</source>
        <translation>Find the new parent</translation>
    </message>
    <message>
        <source>新的上级：{name}</source>
        <translation>New parent: {name}</translation>
    </message>
</context>
<context>
    <name>NarrowBar</name>
    <message>
        <source>显示全部</source>
        <translation>Show all</translation>
    </message>
</context>
<context>
    <name>Navigation</name>
    <message>
        <source>导航</source>
        <translation>Navigation</translation>
    </message>
    <message>
        <source>其中 {n} 项即将到期</source>
        <translation>{n} of these are due soon</translation>
    </message>
    <message>
        <source>{n} 项登记已逾期</source>
        <translation>{n} register entries are overdue</translation>
    </message>
</context>
<context>
    <name>NavigationButton</name>
    <message>
        <source>{name}，{n} 项</source>
        <translation>{name}, {n}</translation>
    </message>
</context>
<context>
    <name>OrganisationChoice</name>
    <message>
        <source>组织</source>
        <translation>Organisations</translation>
    </message>
    <message>
        <source>继续</source>
        <translation>Continue</translation>
    </message>
</context>
<context>
    <name>OrganisationDialogue</name>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>OrganisationFinds</name>
    <message>
        <source>查找到的组织</source>
        <translation>Organisations found</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nothing found for “{text}”</translation>
    </message>
    <message>
        <source>可以输入名称、拼音或首字母。</source>
        <translation>Search by name, pinyin or initials.</translation>
    </message>
</context>
<context>
    <name>OrganisationInfo</name>
    <message>
        <source>组织信息</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>基本信息</source>
        <translation>About</translation>
    </message>
    <message>
        <source>管理员</source>
        <translation>Administrators</translation>
    </message>
    <message>
        <source>简称</source>
        <translation>Short name</translation>
    </message>
    <message>
        <source>组织编码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>组织类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>组织类别</source>
        <translation>Category</translation>
    </message>
    <message>
        <source>行业类别</source>
        <translation>Field</translation>
    </message>
    <message>
        <source>学校层次</source>
        <translation>Level of school</translation>
    </message>
    <message>
        <source>所在地</source>
        <translation>Place</translation>
    </message>
    <message>
        <source>所属系统</source>
        <translation>System</translation>
    </message>
    <message>
        <source>毕业时间</source>
        <translation>Graduation</translation>
    </message>
    <message>
        <source>团员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>待办</source>
        <translation>To do</translation>
    </message>
    <message>
        <source>混合型支部，逐人标记</source>
        <translation>Mixed branch, each with their own</translation>
    </message>
    <message>
        <source>还没有管理员。请联系系统管理员设置，否则没有人能办理这里的业务。</source>
        <translation>No administrator yet. Ask the operator to name one, or nobody can act here.</translation>
    </message>
    <message>
        <source>{name}的电话</source>
        <translation>phone of {name}</translation>
    </message>
</context>
<context>
    <name>OrganisationModel</name>
    <message>
        <source>{name}，{counts}</source>
        <translation>{name}, {counts}</translation>
    </message>
    <message>
        <source>{count} 名团员</source>
        <translation>members: {count}</translation>
    </message>
    <message>
        <source>{members}，{count} 项待办</source>
        <translation>{members}, to decide: {count}</translation>
    </message>
    <message>
        <source>{counts}，{delivery}</source>
        <translation>{counts}, {delivery}</translation>
    </message>
</context>
<context>
    <name>OrganisationTree</name>
    <message>
        <source>再试一次</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>查找组织</source>
        <translation>Find an organisation</translation>
    </message>
    <message>
        <source>组织树</source>
        <translation>Organisations</translation>
    </message>
    <message>
        <source>组织树没有读出来</source>
        <translation>The tree could not be read</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>去向</source>
        <translation>Going</translation>
    </message>
    <message>
        <source>组织类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>转出原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>联网后自动发送；发送之前可以收回。</source>
        <translation>Sent when the network is back; can be taken back until then.</translation>
    </message>
    <message>
        <source>正在发送，等待服务器确认。</source>
        <translation>On its way; the server has not confirmed it yet.</translation>
    </message>
    <message>
        <source>服务器已确认。</source>
        <translation>Confirmed by the server.</translation>
    </message>
</context>
<context>
    <name>OutboxDetail</name>
    <message>
        <source>查看业务</source>
        <translation>Show transfer</translation>
    </message>
    <message>
        <source>办理时间</source>
        <translation>Decided</translation>
    </message>
</context>
<context>
    <name>OutboxModel</name>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>分配团支部</source>
        <translation>Set graduation month</translation>
    </message>
    <message>
        <source>对象</source>
        <translation>Subject</translation>
    </message>
    <message>
        <source>欧阳小明</source>
        <translation>Ouyang Xiaoming</translation>
    </message>
    <message>
        <source>录入内容</source>
        <translation>Entered</translation>
    </message>
    <message>
        <source>毕业论文未通过</source>
        <translation>Thesis not passed</translation>
    </message>
    <message>
        <source>说明</source>
        <translation>Explanation</translation>
    </message>
    <message>
        <source>联网后自动发送</source>
        <translation>Sent when the network</translation>
    </message>
    <message>
        <source>办理时间</source>
        <translation>Decided</translation>
    </message>
</context>
<context>
    <name>OutboxView</name>
    <message>
        <source>待同步</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nothing found for “{text}”</translation>
    </message>
    <message>
        <source>换一个姓名，或清空搜索框。</source>
        <translation>Try another name, or clear the search.</translation>
    </message>
    <message>
        <source>您的操作都已送达。离线时办理的业务会出现在这里，联网后自动发送。</source>
        <translation>All that you decided has arrived. What you decide offline is listed here and sent when the network is back.</translation>
    </message>
    <message>
        <source>没有待同步的操作</source>
        <translation>Nothing is waiting</translation>
    </message>
</context>
<context>
    <name>Outcomes</name>
    <message>
        <source>另有 {n} 项没有办理。</source>
        <translation>{n} more were left out.</translation>
    </message>
    <message>
        <source>{n} 项没有办理：{reason}</source>
        <translation>{n} left out: {reason}</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>去任何地方</source>
        <translation>Go anywhere</translation>
    </message>
    <message>
        <source>姓名、组织、操作，可用拼音、首字母或号码末几位</source>
        <translation>Name, organisation or action; pinyin, initials or last digits will do</translation>
    </message>
    <message>
        <source>可以去的地方</source>
        <translation>Where you can go</translation>
    </message>
    <message>
        <source>操作</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>没有找到“{text}”</source>
        <translation>Nothing found for “{text}”</translation>
    </message>
    <message>
        <source>可以输入姓名、组织名称、拼音、首字母、号码末几位，或操作的名称。</source>
        <translation>Type a name, an organisation, pinyin, initials, last digits, or the name of an action.</translation>
    </message>
    <message>
        <source>团员</source>
        <translation>Member</translation>
    </message>
    <message>
        <source>组织</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>转接</source>
        <translation>Transfer</translation>
    </message>
</context>
<context>
    <name>Particulars</name>
    <message>
        <source>工作单位</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>工作单位所在地</source>
        <translation>Place of work</translation>
    </message>
    <message>
        <source>劳务派遣</source>
        <translation>Agency worker</translation>
    </message>
    <message>
        <source>由单位派出（因公）</source>
        <translation>Sent by the employer</translation>
    </message>
    <message>
        <source>入学日期</source>
        <translation>Enrolled on</translation>
    </message>
    <message>
        <source>前往国家（地区）</source>
        <translation>Country or region</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>事由</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>国内联系人</source>
        <translation>Contact at home</translation>
    </message>
    <message>
        <source>国内联系人电话</source>
        <translation>Contact&apos;s phone</translation>
    </message>
    <message>
        <source>父母居住地（转往父母处时填写）</source>
        <translation>Parents&apos; residence (if going there)</translation>
    </message>
</context>
<context>
    <name>ParticularsForm</name>
    <message>
        <source>请从列表中选择一个地方。</source>
        <translation>Choose a place from the list.</translation>
    </message>
</context>
<context>
    <name>PasswordDialogue</name>
    <message>
        <source>修改密码</source>
        <translation>Change password</translation>
    </message>
</context>
<context>
    <name>PasswordEdit</name>
    <message>
        <source>显示密码</source>
        <translation>Show password</translation>
    </message>
    <message>
        <source>隐藏密码</source>
        <translation>Hide password</translation>
    </message>
</context>
<context>
    <name>PasswordForm</name>
    <message>
        <source>现在的密码</source>
        <translation>Present password</translation>
    </message>
    <message>
        <source>新密码</source>
        <translation>New password</translation>
    </message>
    <message>
        <source>再输入一次新密码</source>
        <translation>New password again</translation>
    </message>
    <message>
        <source>修改密码</source>
        <translation>Change password</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>请不要使用姓名、学校名、生日或常见的密码。</source>
        <translation>Avoid names, schools, birthdays and common passwords.</translation>
    </message>
    <message>
        <source>正在修改…</source>
        <translation>Changing…</translation>
    </message>
</context>
<context>
    <name>PasswordRules</name>
    <message>
        <source>至少 {n} 个字符</source>
        <translation>At least {n} characters</translation>
    </message>
    <message>
        <source>与现在的密码不同</source>
        <translation>Different from the present one</translation>
    </message>
    <message>
        <source>两次输入一致</source>
        <translation>Both entries alike</translation>
    </message>
    <message>
        <source>未检查</source>
        <translation>not checked</translation>
    </message>
    <message>
        <source>符合</source>
        <translation>met</translation>
    </message>
    <message>
        <source>不符合</source>
        <translation>not met</translation>
    </message>
</context>
<context>
    <name>PastedDialogue</name>
    <message>
        <source>按名单选择</source>
        <translation>Select from a list</translation>
    </message>
    <message>
        <source>名单</source>
        <translation>List</translation>
    </message>
    <message>
        <source>欧阳小明 110101********1234</source>
        <translation>Alexander Smith 110101********1234</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>有几人同名，请加上身份证号</source>
        <translation>Several have this name; add the number</translation>
    </message>
    <message>
        <source>每行一人：姓名、身份证号，或“姓名 班级”。可以从 Excel 直接粘贴。</source>
        <translation>A person a line: a name, an identity number, or name and class. Can be pasted from Excel.</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>复制结果</source>
        <translation>Copy the result</translation>
    </message>
    <message>
        <source>找到 {found} 人，没有找到 {missed} 人</source>
        <translation>{found} found, {missed} not found</translation>
    </message>
    <message numerus="yes">
        <source>选中 %n 人</source>
        <translation>
            <numerusform>Select %n person</numerusform>
            <numerusform>Select %n persons</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PersonFacts</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>性别</source>
        <translation>Gender</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>Identity no.</translation>
    </message>
    <message>
        <source>出生日期</source>
        <translation>Born</translation>
    </message>
    <message>
        <source>入团日期</source>
        <translation>Joined</translation>
    </message>
    <message>
        <source>政治面貌</source>
        <translation>Politics</translation>
    </message>
    <message>
        <source>团内职务</source>
        <translation>Post</translation>
    </message>
    <message>
        <source>户籍地</source>
        <translation>Household</translation>
    </message>
    <message>
        <source>生源地</source>
        <translation>Origin</translation>
    </message>
    <message>
        <source>居住地</source>
        <translation>Residence</translation>
    </message>
    <message>
        <source>{date}（{age} 岁）</source>
        <translation>{date} (age {age})</translation>
    </message>
    <message>
        <source>中共党员</source>
        <translation>Party member</translation>
    </message>
    <message>
        <source>共青团员</source>
        <translation>League member</translation>
    </message>
    <message>
        <source>手机</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>紧急联系人</source>
        <translation>Emergency</translation>
    </message>
    <message>
        <source>联系人电话</source>
        <translation>Their phone</translation>
    </message>
    <message>
        <source>紧急联系人的电话</source>
        <translation>phone of the emergency contact</translation>
    </message>
</context>
<context>
    <name>PlaceEdit</name>
    <message>
        <source>输入县区或乡镇街道名称</source>
        <translation>Type the name of a county or township</translation>
    </message>
</context>
<context>
    <name>PreviewDialogue</name>
    <message>
        <source>打印预览：{title}</source>
        <translation>Preview: {title}</translation>
    </message>
    <message>
        <source>正在排版…</source>
        <translation>Laying out …</translation>
    </message>
    <message>
        <source>页面</source>
        <translation>Pages</translation>
    </message>
    <message numerus="yes">
        <source>共 %n 页</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message>
        <source>打印…</source>
        <translation>Print …</translation>
    </message>
    <message>
        <source>存为 PDF…</source>
        <translation>Save as PDF …</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>第 {n} 页</source>
        <translation>Page {n}</translation>
    </message>
    <message numerus="yes">
        <source>其余 %n 页不在预览中显示。</source>
        <translation>
            <numerusform>%n more page is not shown here.</numerusform>
            <numerusform>%n more pages are not shown here.</numerusform>
        </translation>
    </message>
    <message>
        <source>存为 PDF</source>
        <translation>Save as PDF</translation>
    </message>
    <message>
        <source>已存为 {file}</source>
        <translation>Saved as {file}</translation>
    </message>
    <message>
        <source>这台电脑没有可用的打印机。请先在系统设置中添加，或存为 PDF 后拿到别处打印。</source>
        <translation>This machine has no printer. Add one in the settings of the system, or save a PDF and print it elsewhere.</translation>
    </message>
    <message>
        <source>已送往打印机 {name}</source>
        <translation>Sent to the printer {name}</translation>
    </message>
    <message>
        <source>正在处理各页…</source>
        <translation>Working on the pages …</translation>
    </message>
    <message>
        <source>还有一项工作正在进行，请等它完成或先停止它。</source>
        <translation>Another piece of work is under way; wait for it or stop it first.</translation>
    </message>
</context>
<context>
    <name>RadarView</name>
    <message>
        <source>期限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>正在载入…</source>
        <translation>Loading…</translation>
    </message>
    <message>
        <source>期限没有读出来</source>
        <translation>The deadlines could not be read</translation>
    </message>
    <message>
        <source>，最早 {day}</source>
        <translation>, since {day}</translation>
    </message>
    <message>
        <source>已超期 {n} 项</source>
        <translation>{n} overdue</translation>
    </message>
    <message>
        <source>待分配团支部 {n} 项，不会自动分配</source>
        <translation>{n} to allocate, never by themselves</translation>
    </message>
    <message>
        <source>登记已逾期 {n} 项</source>
        <translation>{n} register entries overdue</translation>
    </message>
    <message>
        <source>只显示待分配团支部的业务</source>
        <translation>Only what waits for an allocation</translation>
    </message>
    <message>
        <source>若无人办理，20 天内系统将自动通过 {approved} 项、自动退回 {returned} 项。</source>
        <translation>If nobody decides, the system will approve {approved} and return {returned} within 20 days.</translation>
    </message>
    <message>
        <source>只显示 {day} 到期的业务</source>
        <translation>Only what is due on {day}</translation>
    </message>
</context>
<context>
    <name>RankingModel</name>
    <message>
        <source>下级组织</source>
        <translation>Organisation</translation>
    </message>
    <message>
        <source>{fraction}，第 {rank} 名</source>
        <translation>{fraction}, rank {rank}</translation>
    </message>
</context>
<context>
    <name>Reconciling</name>
    <message>
        <source>类别</source>
        <translation>What</translation>
    </message>
    <message>
        <source>对方没有</source>
        <translation>Not there</translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>买买提・艾力</source>
        <translation>Alexander Smith</translation>
    </message>
    <message>
        <source>身份证号</source>
        <translation>Identity number</translation>
    </message>
    <message>
        <source>团支部</source>
        <translation>Branch</translation>
    </message>
    <message>
        <source>计算机2020届1班</source>
        <translation>Computing 2020, class 1</translation>
    </message>
    <message>
        <source>要做的事</source>
        <translation>What to do</translation>
    </message>
    <message>
        <source>核对后在本系统转出</source>
        <translation>Find out, then start a transfer</translation>
    </message>
    <message>
        <source>一致 {same} 人；对方新增 {new}，对方没有 {gone}，信息不同 {changed}，需要核对 {doubtful}</source>
        <translation>{same} the same; {new} only there, {gone} only here, {changed} otherwise, {doubtful} doubtful</translation>
    </message>
    <message>
        <source>对方新增</source>
        <translation>Only there</translation>
    </message>
    <message>
        <source>信息不同</source>
        <translation>Otherwise</translation>
    </message>
    <message>
        <source>需要核对</source>
        <translation>Doubtful</translation>
    </message>
    <message>
        <source>本系统没有这个人：确认后请其办理转入</source>
        <translation>Not in this system: find out, and have them transferred in</translation>
    </message>
    <message>
        <source>对方没有这个人：确认去向，需要时发起转接</source>
        <translation>Not there: find out where they are, and start a transfer if need be</translation>
    </message>
    <message>
        <source>{what}：本系统为{here}，对方为{there}</source>
        <translation>{what}: {here} here, {there} there</translation>
    </message>
</context>
<context>
    <name>RefuseBar</name>
    <message>
        <source>不同意  Enter</source>
        <translation>Refuse  Enter</translation>
    </message>
    <message>
        <source>取消  Esc</source>
        <translation>Cancel  Esc</translation>
    </message>
    <message>
        <source>不同意的理由</source>
        <translation>Reason for refusing</translation>
    </message>
    <message>
        <source>写明理由，发起方会看到</source>
        <translation>The reason, which the initiator will see</translation>
    </message>
    <message>
        <source>不同意{name}的转接，理由：</source>
        <translation>Refuse {name}, because:</translation>
    </message>
    <message numerus="yes">
        <source>不同意 %n 项，理由：</source>
        <translation>
            <numerusform>Refuse %n item, because:</numerusform>
            <numerusform>Refuse %n items, because:</numerusform>
        </translation>
    </message>
    <message>
        <source>请写明理由</source>
        <translation>Enter a reason</translation>
    </message>
</context>
<context>
    <name>RegisterView</name>
    <message>
        <source>登记</source>
        <translation>Registers</translation>
    </message>
    <message numerus="yes">
        <source>所选的 %n 人</source>
        <translation>
            <numerusform>the %n selected</numerusform>
            <numerusform>the %n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RenameOrganisationDialogue</name>
    <message>
        <source>修改组织名称</source>
        <translation>Rename organisation</translation>
    </message>
    <message>
        <source>修改</source>
        <translation>Rename</translation>
    </message>
    <message>
        <source>组织全称</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>简称</source>
        <translation>Short name</translation>
    </message>
</context>
<context>
    <name>ReportDialogue</name>
    <message>
        <source>导出到 Excel…</source>
        <translation>Export to Excel …</translation>
    </message>
    <message>
        <source>复制全部</source>
        <translation>Copy all</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>导出到 Excel</source>
        <translation>Export to Excel</translation>
    </message>
    <message numerus="yes">
        <source>已导出 %n 行：{file}</source>
        <translation>
            <numerusform>%n row exported: {file}</numerusform>
            <numerusform>%n rows exported: {file}</numerusform>
        </translation>
    </message>
    <message>
        <source>正在导出…</source>
        <translation>Exporting …</translation>
    </message>
</context>
<context>
    <name>ResetCodeDialogue</name>
    <message>
        <source>重置密码验证码</source>
        <translation>Password reset code</translation>
    </message>
    <message>
        <source>{name}（账号 {account}）</source>
        <translation>{name} (account {account})</translation>
    </message>
    <message>
        <source>有效期至 {when}，只能使用一次。关闭后不再显示；重新生成时，这个验证码随即失效。</source>
        <translation>Valid until {when}, works once. It is not shown again; a new code ends this one.</translation>
    </message>
    <message>
        <source>验证码</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>Results</name>
    <message>
        <source>已办理 {done} 项，未办理 {refused} 项。</source>
        <translation>{done} done, {refused} not done.</translation>
    </message>
    <message>
        <source>撤回这一批</source>
        <translation>Undo all of these</translation>
    </message>
    <message>
        <source>逐项结果</source>
        <translation>Result of each</translation>
    </message>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>买买提・艾力</source>
        <translation>Alexander Smith</translation>
    </message>
    <message>
        <source>结果</source>
        <translation>Result</translation>
    </message>
    <message>
        <source>已有业务正在办理，不能重复发起</source>
        <translation>A transfer is under way already; no second one</translation>
    </message>
    <message>
        <source>已撤回 {n} 项</source>
        <translation>{n} undone</translation>
    </message>
    <message>
        <source>；{n} 项已有后续办理或不能撤回，保持不变</source>
        <translation>; {n} stay as they are: something has followed, or nothing leads back</translation>
    </message>
    <message>
        <source>已办理</source>
        <translation>Done</translation>
    </message>
</context>
<context>
    <name>Retainer</name>
    <message numerus="yes">
        <source>所选的 %n 人</source>
        <translation>
            <numerusform>the %n selected</numerusform>
            <numerusform>the %n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RevokeDialogue</name>
    <message>
        <source>撤销标记</source>
        <translation>Revoke marks</translation>
    </message>
    <message numerus="yes">
        <source>撤销 %n 人的标记</source>
        <translation>
            <numerusform>Revoke %n mark</numerusform>
            <numerusform>Revoke %n marks</numerusform>
        </translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>SettingsView</name>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>外观</source>
        <translation>Appearance</translation>
    </message>
    <message>
        <source>跟随系统</source>
        <translation>Follow the system</translation>
    </message>
    <message>
        <source>浅色</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>深色</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>语言</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>立即生效。姓名、组织名和填写的内容不翻译。</source>
        <translation>Takes effect at once. Names and what people wrote are not translated.</translation>
    </message>
    <message>
        <source>自动锁定</source>
        <translation>Automatic lock</translation>
    </message>
    <message>
        <source>{n} 分钟</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>不自动锁定</source>
        <translation>Never</translation>
    </message>
    <message>
        <source>无人操作这么久，或系统锁屏、休眠时，收起所有内容，输入密码才能继续。</source>
        <translation>After so long without a touch, or when the system locks its screen or sleeps, everything is put away until the password is given.</translation>
    </message>
    <message>
        <source>本机数据</source>
        <translation>Data on this machine</translation>
    </message>
    <message>
        <source>已加密保存，只有用您的账号和密码、在这台电脑上才能打开。</source>
        <translation>Encrypted: they open only on this machine, with your account and password.</translation>
    </message>
    <message>
        <source>打开文件夹</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>关于</source>
        <translation>About</translation>
    </message>
    <message>
        <source>衔接 {version}</source>
        <translation>Xianjie {version}</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialogue</name>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>关闭</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>列表中</source>
        <translation>In lists</translation>
    </message>
    <message>
        <source>移动</source>
        <translation>Move</translation>
    </message>
    <message>
        <source>选择一项</source>
        <translation>Pick a row</translation>
    </message>
    <message>
        <source>打开</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>结束选择</source>
        <translation>End picking</translation>
    </message>
    <message>
        <source>快捷菜单</source>
        <translation>Context menu</translation>
    </message>
</context>
<context>
    <name>SignOutQuestion</name>
    <message>
        <source>退出登录</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>还有 {n} 条待同步，退出后要等下次登录才发送。</source>
        <translation>{n} still waiting to be sent. After signing out they are sent at the next sign-in only.</translation>
    </message>
    <message>
        <source>先同步</source>
        <translation>Sync first</translation>
    </message>
    <message>
        <source>仍然退出</source>
        <translation>Sign out anyway</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>StartDialogue</name>
    <message>
        <source>发起转接：{name}</source>
        <translation>Start a transfer: {name}</translation>
    </message>
    <message numerus="yes">
        <source>发起转接：%n 人</source>
        <translation>
            <numerusform>Start a transfer: %n member</numerusform>
            <numerusform>Start transfers: %n members</numerusform>
        </translation>
    </message>
    <message>
        <source>1. 毕业去向</source>
        <translation>1. Going</translation>
    </message>
    <message>
        <source>3. 核对</source>
        <translation>3. Check</translation>
    </message>
    <message>
        <source>2. 转往哪里</source>
        <translation>2. Destination</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message numerus="yes">
        <source>发起 %n 项转接</source>
        <translation>
            <numerusform>Start %n transfer</numerusform>
            <numerusform>Start %n transfers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StartForm</name>
    <message>
        <source>标记为延迟毕业团员…</source>
        <translation>Mark as delayed graduate…</translation>
    </message>
    <message>
        <source>转出原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>请先在左侧选择毕业去向。</source>
        <translation>First choose on the left where they go.</translation>
    </message>
    <message>
        <source>请写明参军入伍或涉密单位的具体信息。</source>
        <translation>State the particulars of the unit.</translation>
    </message>
</context>
<context>
    <name>StartPlanList</name>
    <message>
        <source>办理计划</source>
        <translation>Plan</translation>
    </message>
</context>
<context>
    <name>StartPlanModel</name>
    <message>
        <source>{name}：尚未选择转入组织</source>
        <translation>{name}: no destination yet</translation>
    </message>
    <message>
        <source>略过</source>
        <translation>left out</translation>
    </message>
    <message>
        <source>将发起</source>
        <translation>will be started</translation>
    </message>
    <message>
        <source>待填写</source>
        <translation>incomplete</translation>
    </message>
</context>
<context>
    <name>StartReview</name>
    <message>
        <source>为选中的人分别选择转入组织</source>
        <translation>Another destination for those selected</translation>
    </message>
    <message>
        <source>规则核对</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>将发起 {count} 项，略过 {left_out} 项</source>
        <translation>{count} will be started, {left_out} left out</translation>
    </message>
    <message>
        <source>选择转入组织后，在这里逐条核对规则。</source>
        <translation>Choose a destination to see the rules here.</translation>
    </message>
    <message>
        <source>转入组织不在本机数据范围内，以上未列出的规则由服务器核对；不符合的会退回并说明原因。</source>
        <translation>The destination is outside the data on this machine: the server checks the rules, and refuses with a reason.</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>获取数据的进度</source>
        <translation>Progress of the download</translation>
    </message>
</context>
<context>
    <name>StatusWords</name>
    <message>
        <source>正在获取数据 {done}</source>
        <translation>Fetching {done}</translation>
    </message>
    <message>
        <source>正在获取数据 {done} / {total}</source>
        <translation>Fetching {done} / {total}</translation>
    </message>
    <message>
        <source>正在同步…</source>
        <translation>Syncing…</translation>
    </message>
    <message>
        <source>尚未同步</source>
        <translation>Not synced yet</translation>
    </message>
    <message>
        <source>离线，上次同步 {time}</source>
        <translation>Offline, last synced {time}</translation>
    </message>
    <message>
        <source>已同步 {time}</source>
        <translation>Synced {time}</translation>
    </message>
    <message>
        <source>{n} 条待同步</source>
        <translation>{n} waiting</translation>
    </message>
    <message>
        <source>{n} 条需要处理</source>
        <translation>{n} unresolved</translation>
    </message>
    <message>
        <source>{year} 年度规则</source>
        <translation>Rules of {year}</translation>
    </message>
</context>
<context>
    <name>TabbedLists</name>
    <message>
        <source>列表</source>
        <translation>Lists</translation>
    </message>
</context>
<context>
    <name>TableDesk</name>
    <message>
        <source>请先在上方输入要保存的筛选，例如：班级:1班 标记:教师。</source>
        <translation>First enter above what is to be saved, for example: branch:2020 mark:teacher.</translation>
    </message>
    <message>
        <source>已选中 {shown} 人；另有 {hidden} 人不在当前列表中，请清除筛选、选择上级组织或另一列表。</source>
        <translation>{shown} selected; {hidden} more are not in this list. Clear the filter, or choose a higher organisation or the other list.</translation>
    </message>
    <message>
        <source>导入就业去向表</source>
        <translation>Import employment sheet</translation>
    </message>
    <message>
        <source>正在读取…</source>
        <translation>Reading …</translation>
    </message>
    <message>
        <source>{name} 未发起的行</source>
        <translation>{name}, rows not started</translation>
    </message>
    <message numerus="yes">
        <source>以下 %n 行没有发起。可导出改正后再导入，或在团员列表中逐个办理。</source>
        <translation>
            <numerusform>%n row was not started. Export and correct it, or deal with it in the list of members.</numerusform>
            <numerusform>These %n rows were not started. Export, correct and import them again, or deal with them in the list of members.</numerusform>
        </translation>
    </message>
    <message>
        <source>行</source>
        <translation>Row</translation>
    </message>
    <message>
        <source>原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>与其他系统核对</source>
        <translation>Compare with another system</translation>
    </message>
    <message>
        <source>核对结果：{name}</source>
        <translation>Comparison: {name}</translation>
    </message>
    <message>
        <source>请先选择已发起转接的团员。</source>
        <translation>First select members with a transfer under way.</translation>
    </message>
</context>
<context>
    <name>TakingBack</name>
    <message>
        <source>已收回：{title}</source>
        <translation>Taken back: {title}</translation>
    </message>
    <message>
        <source>已收回 {n} 项</source>
        <translation>Taken back: {n}</translation>
    </message>
</context>
<context>
    <name>TargetDialogue</name>
    <message>
        <source>设定目标</source>
        <translation>Targets</translation>
    </message>
    <message>
        <source>{organisation}，{year} 年。下级组织各有自己的目标。</source>
        <translation>{organisation}, {year}. Each organisation below has its own.</translation>
    </message>
    <message>
        <source>不设</source>
        <translation>none</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>设定</source>
        <translation>Set</translation>
    </message>
</context>
<context>
    <name>TransferModel</name>
    <message>
        <source>姓名</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>转出组织</source>
        <translation>From</translation>
    </message>
    <message>
        <source>转入组织</source>
        <translation>To</translation>
    </message>
    <message>
        <source>状态</source>
        <translation>State</translation>
    </message>
    <message>
        <source>出国学习</source>
        <translation>study abroad</translation>
    </message>
    <message>
        <source>剩余</source>
        <translation>Left</translation>
    </message>
    <message>
        <source>办理时间</source>
        <translation>Decided</translation>
    </message>
    <message>
        <source>发起时间</source>
        <translation>Started</translation>
    </message>
    <message>
        <source>已超期 10 天</source>
        <translation>10 d overdue</translation>
    </message>
</context>
<context>
    <name>TransferPane</name>
    <message>
        <source>{name}的转接</source>
        <translation>Transfer of {name}</translation>
    </message>
    <message>
        <source>没有选中业务</source>
        <translation>Nothing chosen</translation>
    </message>
    <message>
        <source>在列表中选择一项，这里显示它的全部信息。</source>
        <translation>Choose an item in the list; everything about it is shown here.</translation>
    </message>
    <message>
        <source>{kind}：{source} → {destination}</source>
        <translation>{kind}: {source} → {destination}</translation>
    </message>
    <message>
        <source>这项业务已不在您的管理范围内</source>
        <translation>This transfer is no longer in your scope</translation>
    </message>
    <message>
        <source>请在列表中选择另一项，或按 F5 同步。</source>
        <translation>Choose another one, or press F5 to sync.</translation>
    </message>
</context>
<context>
    <name>TransferSections</name>
    <message>
        <source>申请</source>
        <translation>Request</translation>
    </message>
    <message>
        <source>规则核对</source>
        <translation>Rules</translation>
    </message>
    <message>
        <source>基本信息</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>联系方式</source>
        <translation>Contact</translation>
    </message>
    <message>
        <source>现所在组织</source>
        <translation>Present organisation</translation>
    </message>
    <message>
        <source>转入组织</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>特殊单位审批</source>
        <translation>Approval for special units</translation>
    </message>
    <message>
        <source>经过</source>
        <translation>History</translation>
    </message>
    <message>
        <source>类型</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>转出原因</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>备注</source>
        <translation>Remark</translation>
    </message>
    <message>
        <source>发起</source>
        <translation>Started by</translation>
    </message>
    <message>
        <source>{name}（{side}），{when}</source>
        <translation>{name} ({side}), {when}</translation>
    </message>
    <message>
        <source>待办组织</source>
        <translation>Waits for</translation>
    </message>
    <message>
        <source>办理期限</source>
        <translation>Deadline</translation>
    </message>
    <message>
        <source>分配到</source>
        <translation>Allocated to</translation>
    </message>
    <message>
        <source>是</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>工作单位</source>
        <translation>Employer</translation>
    </message>
    <message>
        <source>工作地点</source>
        <translation>Workplace</translation>
    </message>
    <message>
        <source>劳务派遣</source>
        <translation>Agency</translation>
    </message>
    <message>
        <source>因公派出</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>入学日期</source>
        <translation>Enrolled</translation>
    </message>
    <message>
        <source>国家或地区</source>
        <translation>Country</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Period</translation>
    </message>
    <message>
        <source>事由</source>
        <translation>Purpose</translation>
    </message>
    <message>
        <source>国内联系人</source>
        <translation>Home contact</translation>
    </message>
    <message>
        <source>联系人电话</source>
        <translation>Their phone</translation>
    </message>
    <message>
        <source>父母居住地</source>
        <translation>Parents</translation>
    </message>
    <message>
        <source>全称</source>
        <translation>Full name</translation>
    </message>
    <message>
        <source>类别</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>管理员</source>
        <translation>Administrator</translation>
    </message>
    <message>
        <source>电话</source>
        <translation>Phone</translation>
    </message>
    <message>
        <source>{name}的电话</source>
        <translation>phone of {name}</translation>
    </message>
    <message>
        <source>未设置，请联系其上级组织</source>
        <translation>none; ask the organisation above it</translation>
    </message>
</context>
<context>
    <name>TransferWords</name>
    <message>
        <source>就业</source>
        <translation>employed</translation>
    </message>
    <message>
        <source>升学</source>
        <translation>studies</translation>
    </message>
    <message>
        <source>特殊单位</source>
        <translation>special unit</translation>
    </message>
    <message>
        <source>未就业</source>
        <translation>no work yet</translation>
    </message>
    <message>
        <source>出国学习</source>
        <translation>study abroad</translation>
    </message>
    <message>
        <source>出国工作</source>
        <translation>work abroad</translation>
    </message>
    <message>
        <source>延迟毕业</source>
        <translation>delayed</translation>
    </message>
    <message>
        <source>乡镇街道</source>
        <translation>township</translation>
    </message>
    <message>
        <source>普通转接</source>
        <translation>ordinary</translation>
    </message>
    <message>
        <source>{decision}·{delivery}</source>
        <translation>{decision} · {delivery}</translation>
    </message>
    <message>
        <source>发起</source>
        <translation>started</translation>
    </message>
    <message>
        <source>同意</source>
        <translation>approved</translation>
    </message>
    <message>
        <source>不同意</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>分配</source>
        <translation>allocated</translation>
    </message>
    <message>
        <source>撤销</source>
        <translation>withdrawn</translation>
    </message>
    <message>
        <source>催办</source>
        <translation>Remind</translation>
    </message>
    <message>
        <source>{state}·自动</source>
        <translation>{state} · automatic</translation>
    </message>
    <message>
        <source>已超期 {days} 天</source>
        <translation>{days} d overdue</translation>
    </message>
    <message>
        <source>剩 {days} 天</source>
        <translation>{days} d left</translation>
    </message>
    <message>
        <source>到期自动退回</source>
        <translation>returned at the deadline</translation>
    </message>
    <message>
        <source>到期自动通过</source>
        <translation>approved at the deadline</translation>
    </message>
    <message>
        <source>今天到期</source>
        <translation>due today</translation>
    </message>
    <message>
        <source>已自动退回</source>
        <translation>returned automatically</translation>
    </message>
    <message>
        <source>已自动通过</source>
        <translation>approved automatically</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>{done}，服务器已确认</source>
        <translation>{done}, confirmed</translation>
    </message>
    <message>
        <source>{done}，待同步</source>
        <translation>{done}, waiting</translation>
    </message>
    <message>
        <source>{name}：{title}</source>
        <translation>{name}: {title}</translation>
    </message>
    <message numerus="yes">
        <source>{name}：%n 项</source>
        <translation>
            <numerusform>{name}: %n item</numerusform>
            <numerusform>{name}: %n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Verbs</name>
    <message>
        <source>同意</source>
        <translation>Approve</translation>
    </message>
    <message>
        <source>不同意…</source>
        <translation>Refuse…</translation>
    </message>
    <message>
        <source>分配团支部…</source>
        <translation>Allocate…</translation>
    </message>
    <message>
        <source>撤销申请</source>
        <translation>Withdraw</translation>
    </message>
    <message>
        <source>收回</source>
        <translation>Take back</translation>
    </message>
    <message>
        <source>不再显示</source>
        <translation>Dismiss</translation>
    </message>
    <message>
        <source>标记…</source>
        <translation>Mark…</translation>
    </message>
    <message>
        <source>撤销标记</source>
        <translation>Revoke mark</translation>
    </message>
    <message>
        <source>发起转接…</source>
        <translation>Start transfer…</translation>
    </message>
    <message>
        <source>个人毕业时间…</source>
        <translation>Graduation month…</translation>
    </message>
    <message>
        <source>保留在校…</source>
        <translation>Keep at the school…</translation>
    </message>
    <message>
        <source>重置密码验证码…</source>
        <translation>Reset code…</translation>
    </message>
    <message>
        <source>标为已读</source>
        <translation>Mark as read</translation>
    </message>
    <message>
        <source>全部标为已读</source>
        <translation>Mark all as read</translation>
    </message>
    <message>
        <source>登记情况…</source>
        <translation>Record…</translation>
    </message>
    <message>
        <source>延长保留…</source>
        <translation>Prolong…</translation>
    </message>
    <message>
        <source>办结登记…</source>
        <translation>Close the entry…</translation>
    </message>
    <message>
        <source>组织信息…</source>
        <translation>Organisation details…</translation>
    </message>
    <message>
        <source>新建下级组织…</source>
        <translation>New organisation below…</translation>
    </message>
    <message>
        <source>修改组织名称…</source>
        <translation>Rename organisation…</translation>
    </message>
    <message>
        <source>移动组织…</source>
        <translation>Move organisation…</translation>
    </message>
    <message>
        <source>撤销组织…</source>
        <translation>Dissolve organisation…</translation>
    </message>
    <message>
        <source>标记毕业时间…</source>
        <translation>Set graduation month…</translation>
    </message>
    <message>
        <source>下一项</source>
        <translation>Next row</translation>
    </message>
    <message>
        <source>上一项</source>
        <translation>Previous row</translation>
    </message>
    <message>
        <source>全选</source>
        <translation>Select all</translation>
    </message>
    <message>
        <source>复制</source>
        <translation>Copy</translation>
    </message>
    <message>
        <source>收回刚才的操作</source>
        <translation>Take back the last decision</translation>
    </message>
    <message>
        <source>上一批的逐项结果…</source>
        <translation>Result of each of the last …</translation>
    </message>
    <message>
        <source>查找</source>
        <translation>Search</translation>
    </message>
    <message>
        <source>去任何地方…</source>
        <translation>Go anywhere…</translation>
    </message>
    <message>
        <source>按名单选择…</source>
        <translation>Select from a list …</translation>
    </message>
    <message>
        <source>保存当前筛选…</source>
        <translation>Save this filter …</translation>
    </message>
    <message>
        <source>导出到 Excel…</source>
        <translation>Export to Excel …</translation>
    </message>
    <message>
        <source>导出含完整号码…</source>
        <translation>Export with whole numbers …</translation>
    </message>
    <message>
        <source>导入就业去向表…</source>
        <translation>Import employment sheet …</translation>
    </message>
    <message>
        <source>与其他系统核对…</source>
        <translation>Compare with another system …</translation>
    </message>
    <message>
        <source>打印名单…</source>
        <translation>Print the list …</translation>
    </message>
    <message>
        <source>设定目标…</source>
        <translation>Set targets…</translation>
    </message>
    <message>
        <source>打印介绍信…</source>
        <translation>Print letters of introduction …</translation>
    </message>
    <message>
        <source>催办…</source>
        <translation>Remind…</translation>
    </message>
    <message>
        <source>立即同步</source>
        <translation>Sync now</translation>
    </message>
    <message>
        <source>停止同步</source>
        <translation>Stop syncing</translation>
    </message>
    <message>
        <source>离线工作</source>
        <translation>Work offline</translation>
    </message>
    <message>
        <source>修改密码…</source>
        <translation>Change password…</translation>
    </message>
    <message>
        <source>立即锁定</source>
        <translation>Lock now</translation>
    </message>
    <message>
        <source>退出登录</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>指标</source>
        <translation>Figures</translation>
    </message>
    <message>
        <source>期限</source>
        <translation>Deadlines</translation>
    </message>
    <message>
        <source>体检</source>
        <translation>Health</translation>
    </message>
    <message>
        <source>指引</source>
        <translation>Guidance</translation>
    </message>
    <message>
        <source>审批(&amp;T)</source>
        <translation>&amp;Decide</translation>
    </message>
    <message>
        <source>团员(&amp;M)</source>
        <translation>&amp;Members</translation>
    </message>
    <message>
        <source>登记与消息(&amp;D)</source>
        <translation>&amp;Registers and messages</translation>
    </message>
    <message>
        <source>接受并继续同步</source>
        <translation>Accept and go on</translation>
    </message>
    <message>
        <source>退出登录并清除本机数据…</source>
        <translation>Sign out and remove data…</translation>
    </message>
    <message>
        <source>快捷键</source>
        <translation>Keyboard shortcuts</translation>
    </message>
    <message>
        <source>退出程序</source>
        <translation>Quit</translation>
    </message>
    <message>
        <source>审批</source>
        <translation>Approvals</translation>
    </message>
    <message>
        <source>团员</source>
        <translation>Members</translation>
    </message>
    <message>
        <source>待同步</source>
        <translation>Outbox</translation>
    </message>
    <message>
        <source>消息</source>
        <translation>Messages</translation>
    </message>
    <message>
        <source>登记</source>
        <translation>Registers</translation>
    </message>
    <message>
        <source>设置</source>
        <translation>Settings</translation>
    </message>
    <message>
        <source>文件(&amp;F)</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>编辑(&amp;E)</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>组织(&amp;O)</source>
        <translation>&amp;Organisation</translation>
    </message>
    <message>
        <source>表格(&amp;B)</source>
        <translation>Ta&amp;bles</translation>
    </message>
    <message>
        <source>转到(&amp;G)</source>
        <translation>&amp;Go</translation>
    </message>
    <message>
        <source>帮助(&amp;H)</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>使用手册</source>
        <translation>Manual</translation>
    </message>
</context>
<context>
    <name>WhyNot</name>
    <message>
        <source>此项没有可以收回的操作；要撤销申请，请到“我发起的”中选择尚未办结的业务。</source>
        <translation>There is nothing to take back here. To withdraw a request, choose an open one under “Started by me”.</translation>
    </message>
    <message>
        <source>此项没有需要处理的提示。</source>
        <translation>There is nothing here that needs attention.</translation>
    </message>
    <message>
        <source>此项已办理，待同步；如需更改，请先按 U 收回。</source>
        <translation>This has been decided and waits to be sent. To change it, press U first to take it back.</translation>
    </message>
    <message>
        <source>此项待审批，请按 A 同意，或按 R 不同意。</source>
        <translation>This awaits a decision: press A to approve or R to refuse.</translation>
    </message>
    <message>
        <source>此项待分配，请按 L 分配团支部。</source>
        <translation>This awaits allocation: press L to allocate a branch.</translation>
    </message>
    <message>
        <source>{name}已有标记；如需更改，请先按 Shift+M 撤销标记。</source>
        <translation>{name} is marked already. To change that, press Shift+M first to revoke the mark.</translation>
    </message>
    <message>
        <source>{name}不是毕业生团组织中的毕业生，不能标记。</source>
        <translation>{name} is not a graduate in an organisation of graduates and cannot be marked.</translation>
    </message>
    <message>
        <source>{name}已有业务正在办理，不能重复发起；可在右侧打开那项转接。</source>
        <translation>{name} has an open transfer; open it on the right.</translation>
    </message>
    <message>
        <source>{name}没有标记，不用撤销。</source>
        <translation>{name} has no mark to revoke.</translation>
    </message>
    <message>
        <source>{name}没有可以收回的操作。</source>
        <translation>There is nothing to take back for {name}.</translation>
    </message>
    <message>
        <source>请先在列表中选择一项。</source>
        <translation>Choose a row of the list first.</translation>
    </message>
    <message>
        <source>这里选中的内容不能“{verb}”。</source>
        <translation>“{verb}” cannot be used for what is selected here.</translation>
    </message>
</context>
<context>
    <name>WipeQuestion</name>
    <message>
        <source>清除本机数据</source>
        <translation>Remove data</translation>
    </message>
    <message>
        <source>退出登录，并删除这台电脑上已下载的数据？</source>
        <translation>Sign out and delete the data on this machine?</translation>
    </message>
    <message>
        <source>取消</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>清除并退出</source>
        <translation>Delete and sign out</translation>
    </message>
    <message>
        <source>下次登录需要联网，并重新下载。</source>
        <translation>The next sign-in needs the network and downloads them again.</translation>
    </message>
    <message>
        <source>还有 {n} 条待同步的操作，它们会保留，下次登录后继续发送。</source>
        <translation>{n} not sent yet: kept, and sent after your next sign-in.</translation>
    </message>
</context>
<context>
    <name>_Entry</name>
    <message>
        <source>“{remark}”</source>
        <translation>“{remark}”</translation>
    </message>
    <message>
        <source>自动，未经人工办理</source>
        <translation>automatic, decided by nobody</translation>
    </message>
    <message>
        <source>{name} · {organisation}</source>
        <translation>{name} · {organisation}</translation>
    </message>
</context>
<context>
    <name>_RuleCheck</name>
    <message>
        <source>不符合，作为提醒</source>
        <translation>missed, a reminder only</translation>
    </message>
    <message>
        <source>依据：{source}</source>
        <translation>source: {source}</translation>
    </message>
</context>
<context>
    <name>_Sheet</name>
    <message>
        <source>返回列表  Esc</source>
        <translation>Back to the list  Esc</translation>
    </message>
</context>
</TS>
