namespace SocialCommerce.Kernel.Operators;

/// <summary>Four eyes are two persons; two keys of one person are not.</summary>
public static class FourEyes
{
    /// <summary>Lets a second person go on with what a first one has prepared.</summary>
    /// <param name="first">Operator id of who prepared it; null where a backend's key did.</param>
    /// <param name="second">Who approves.</param>
    /// <exception cref="ProblemException">403 SAME_PERSON; 409 FIRST_PERSON_MISSING.</exception>
    public static void Check(string? first, Person second)
    {
        if (first is null)
            throw OperatorProblems.FirstPersonMissing.Because(
                "A backend key prepared the request; a named person must prepare it first.");
        if (first == second.OperatorId)
            throw OperatorProblems.SamePerson.Because("The preparer cannot approve their own request.");
    }
}
