namespace SocialCommerce.Membership.Relations;

/// <summary>The stages of the relation with a customer, each deeper than the one before (关系层次).</summary>
public static class RelationStages
{
    /// <summary>No relation yet.</summary>
    public const string None = "none";

    /// <summary>Trust (信任感).</summary>
    public const string Trust = "trust";

    /// <summary>Participation (参与感).</summary>
    public const string Participation = "participation";

    /// <summary>Ceremony (仪式感).</summary>
    public const string Ceremony = "ceremony";

    /// <summary>Belonging (归属感).</summary>
    public const string Belonging = "belonging";

    /// <summary>All, from none on.</summary>
    public static readonly IReadOnlyList<string> All = [None, Trust, Participation, Ceremony, Belonging];
}
