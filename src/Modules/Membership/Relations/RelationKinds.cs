namespace SocialCommerce.Membership.Relations;

/// <summary>What deepens the relation with a customer.</summary>
public static class RelationKinds
{
    /// <summary>The customer answered a message.</summary>
    public const string Reply = "reply";

    /// <summary>The customer read reviews or background material.</summary>
    public const string ReviewRead = "reviewRead";

    /// <summary>A talk, a comment, a visit: any other exchange.</summary>
    public const string Interaction = "interaction";

    /// <summary>The customer took part in a group.</summary>
    public const string GroupActivity = "groupActivity";

    /// <summary>The membership began: the entry ceremony was done.</summary>
    public const string Ceremony = "ceremony";

    /// <summary>The customer used a privilege.</summary>
    public const string PrivilegeUse = "privilegeUse";

    /// <summary>The customer paid an order that counts.</summary>
    public const string Purchase = "purchase";

    /// <summary>Another customer accepted the recommendation.</summary>
    public const string Referral = "referral";

    /// <summary>Those that are reported; the others follow from what is recorded anyway.</summary>
    public static readonly string[] Reported = [Reply, ReviewRead, Interaction, GroupActivity];
}
