using SocialCommerce.Flows.Members;
using SocialCommerce.Membership.Members;
using SocialCommerce.Membership.Privileges;
using SocialCommerce.Membership.PrivilegeUses;
using SocialCommerce.Membership.TierInvitations;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Flows.Privileges;

/// <summary>The uses of one customer, judged by the tiers that orders, refunds and invitations give by now.</summary>
internal sealed class JudgedUses
{
    private readonly Shop _shop;
    private readonly MemberCatalogue _catalogue;
    private readonly long _customerKey;
    private readonly MemberInputs _past;
    private readonly PendingRows<InvitedTier> _invitations;
    private readonly PendingRows<PrivilegeUseRow> _uses;
    private readonly PendingRows<PrivilegeVersion> _versions;
    private readonly PendingRows<Birthday> _birthday;

    /// <summary>Adds the reads of the carried customer, which see what the batch writes before them.</summary>
    public JudgedUses(SqlBatch batch, Shop shop, MemberCatalogue catalogue, long customerKey)
    {
        (_shop, _catalogue, _customerKey) = (shop, catalogue, customerKey);
        _uses = batch.Membership.PrivilegeUses(shop.Id);
        _versions = batch.Membership.PrivilegeVersions(shop.Id);
        _birthday = batch.Membership.Birthday(shop.Id);
        _invitations = batch.Membership.Invitations(shop.Id, customerKey);
        _past = new MemberInputs(batch, shop.Id, catalogue, [customerKey], []);
    }

    /// <summary>The uses that stand, by their own times, with what they are judged to be.</summary>
    public List<PrivilegeUseRow> At(DateTimeOffset now)
    {
        var tiers = TierTimeline.Of(_past.Of(_customerKey), _catalogue, now, _invitations.List);
        var judgements = UseJudgement.Of(
            [.. _uses.List.Select(use => use.Past)], tiers, _versions.List, _shop.TimeZone, _birthday.First);
        return [.. _uses.List.Zip(judgements, (use, judged) =>
            use with { TierId = judged.TierId, Breach = judged.Breach, IsDoubtful = false })];
    }

    /// <summary>Keeps the judgements that are new or other than before; answers all of them.</summary>
    public List<PrivilegeUseRow> Keep(SqlBatch batch, DateTimeOffset now)
    {
        var judged = At(now);
        PrivilegeUseRow[] changed = [.. judged.Zip(_uses.List)
            .Where(pair => pair.Second.IsDoubtful || pair.First != pair.Second).Select(pair => pair.First)];
        if (changed.Length > 0) batch.Membership.Judge(_shop.Id, _customerKey, changed, now);
        return judged;
    }
}
