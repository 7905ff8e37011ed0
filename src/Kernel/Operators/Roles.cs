namespace SocialCommerce.Kernel.Operators;

/// <summary>What a person does at a shop. No role includes another, so that duties can be kept apart.</summary>
public static class Roles
{
    /// <summary>Looks after people: holds, waiting events, disputes, explanations.</summary>
    public const string Support = "support";

    /// <summary>Sets things up: plans, tiers, partners, projects, trainings.</summary>
    public const string Operator = "operator";

    /// <summary>Settles, pays out, adjusts and closes months.</summary>
    public const string Finance = "finance";

    /// <summary>The second pair of eyes: approves what others have prepared.</summary>
    public const string Approver = "approver";

    /// <summary>Reads everything; who holds no other role changes nothing.</summary>
    public const string Auditor = "auditor";

    /// <summary>Says who works here and which policies hold; moves no money.</summary>
    public const string Admin = "admin";

    /// <summary>Every role.</summary>
    public static readonly IReadOnlyList<string> Known = [Support, Operator, Finance, Approver, Auditor, Admin];
}
