namespace SocialCommerce.Kernel.Shops;

/// <summary>The named person behind an operator's key; a backend's key has none.</summary>
/// <param name="OperatorId">The shop's own id of the person; keys are many, the person is one.</param>
/// <param name="Name">The name that records show.</param>
/// <param name="Roles">Some of <see cref="Shops.Roles"/>.</param>
public sealed record Person(string OperatorId, string Name, IReadOnlyList<string> Roles)
{
    /// <summary>Whether the person holds one of these roles.</summary>
    public bool Holds(IEnumerable<string> roles) => roles.Any(Roles.Contains);

    /// <summary>Whether the person may look at everything and change nothing.</summary>
    public bool OnlyReads => Roles.All(role => role == Shops.Roles.Auditor);
}

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

/// <summary>Four eyes are two persons; two keys of one person are not.</summary>
public static class FourEyes
{
    /// <summary>Lets a second person go on with what a first one has prepared.</summary>
    /// <param name="first">Operator id of who prepared it; null where a backend's key did.</param>
    /// <param name="second">Who approves.</param>
    /// <exception cref="Refused">403 SAME_PERSON; 409 FIRST_PERSON_MISSING.</exception>
    public static void Check(string? first, Person second)
    {
        if (first is null)
            throw Refused.Conflict(
                "FIRST_PERSON_MISSING", "A backend's key prepared it, so that one person alone has seen it.");
        if (first == second.OperatorId)
            throw new Refused(403, "SAME_PERSON", "Who prepared it may not approve it; ask somebody else.");
    }
}
