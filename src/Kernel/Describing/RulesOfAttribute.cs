namespace SocialCommerce.Kernel.Describing;

/// <summary>On a request's body whose properties the validator of another type looks at, by the same names.</summary>
/// <param name="request">That type.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RulesOfAttribute(Type request) : Attribute
{
    /// <summary>That type.</summary>
    public Type Request => request;
}
