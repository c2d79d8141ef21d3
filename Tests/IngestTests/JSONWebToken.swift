import Foundation

/// A token as Entra issues it, with a signature that is none.
enum JSONWebToken {
  static func bearing(_ claims: String) -> String {
    "eyJhbGciOiJSUzI1NiJ9.\(base64url(claims)).c2lnbmF0dXJl"
  }

  private static func base64url(_ text: String) -> String {
    Data(text.utf8).base64EncodedString().replacing("=", with: "").replacing("+", with: "-").replacing("/", with: "_")
  }
}
